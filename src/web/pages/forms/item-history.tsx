import { Drawer, Stack, Text, Timeline } from "@mantine/core";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Moment } from "../../components/moment.tsx";
import { questionAt } from "../../form/problem-summary.tsx";
import { showValue } from "../../form/show-value.ts";
import { useMessages, useWord } from "../../messages/messages.tsx";
import type { FormAddress } from "./form-data.ts";
import type { FormSheet } from "./use-form-sheet.ts";

type Entry = Answer<"GET /api/studies/:studyId/participants/:participantId/history">[number];
type ItemHistoryProps = { readonly sheet: FormSheet; readonly address: FormAddress };

/** All that ever happened to one item: who, when, from where, what it was and became, and why. */
export function ItemHistory({ sheet, address }: ItemHistoryProps): ReactNode {
  const { forms, common } = useMessages();
  const { drawer, setDrawer, model } = sheet;
  const path = drawer?.kind === "history" ? drawer.path : undefined;
  const label = path === undefined ? "" : (questionAt(model, path)?.label ?? path);
  return (
    <Drawer
      opened={path !== undefined}
      onClose={() => setDrawer(undefined)}
      position="right"
      title={forms.historyTitle(label)}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {path === undefined ? null : <Entries sheet={sheet} address={address} path={path} />}
    </Drawer>
  );
}

type EntriesProps = ItemHistoryProps & { readonly path: string };

function Entries({ sheet, address, path }: EntriesProps): ReactNode {
  const { forms } = useMessages();
  const { studyId, participantId, formKey } = address;
  const history = useAnswer("GET /api/studies/:studyId/participants/:participantId/history", {
    params: { studyId, participantId },
    query: { formKey, path },
  });
  return (
    <Answered query={history}>
      {(entries) =>
        entries.length === 0 ? (
          <Text c="dimmed">{forms.noHistory}</Text>
        ) : (
          <Timeline bulletSize={12} lineWidth={2} active={entries.length}>
            {[...entries].reverse().map((entry) => (
              <HistoryLine key={entry.version} entry={entry} sheet={sheet} path={path} />
            ))}
          </Timeline>
        )
      }
    </Answered>
  );
}

type HistoryLineProps = { readonly entry: Entry; readonly sheet: FormSheet; readonly path: string };

function HistoryLine({ entry, sheet, path }: HistoryLineProps): ReactNode {
  const messages = useMessages();
  const { forms } = messages;
  const role = useWord("role");
  const source = forms.source[entry.source as keyof typeof forms.source] ?? entry.source;
  const question = questionAt(sheet.model, path);
  const show = (value: Entry["changes"][number]["to"]): string =>
    showValue(question?.item, question?.choices, value, { zone: sheet.view.zone, messages });
  const changes = entry.changes.filter((change) => change.path === path);
  const said = entry.facts["question"] ?? entry.facts["answer"] ?? entry.facts["resolution"];
  return (
    <Timeline.Item title={forms.eventOf[entry.type] ?? entry.type}>
      <Stack gap={2}>
        {changes.map(({ from, to }) => (
          <Text key={entry.version} size="sm" fw={600}>
            {forms.changedTo(show(from), show(to))}
          </Text>
        ))}
        {said === undefined ? null : <Text size="sm">{said}</Text>}
        {entry.signatureMeaning === null ? null : <Text size="sm">{entry.signatureMeaning}</Text>}
        {entry.reason === null ? null : <Text size="sm">{forms.reasonGiven(entry.reason)}</Text>}
        <Text size="sm" c="dimmed">
          {`${entry.by}, ${role(entry.role)}`}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          <Moment at={entry.recordedAt} zone={entry.zone} />
          {` · ${[source, device(entry.device)].filter(Boolean).join(", ")}`}
        </Text>
      </Stack>
    </Timeline.Item>
  );
}

/** A browser's long name, cut to what tells devices apart. */
function device(name: string | null): string {
  if (name === null) return "";
  const system = /\(([^;)]+)/.exec(name)?.[1];
  return system ?? name.slice(0, 30);
}
