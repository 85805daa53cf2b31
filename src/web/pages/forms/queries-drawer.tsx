import { Box, Button, Divider, Drawer, Group, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { Moment } from "../../components/moment.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { questionAt } from "../../form/problem-summary.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { FormAddress } from "./form-data.ts";
import { type Query, queryTones } from "./query-list.tsx";
import type { FormSheet } from "./use-form-sheet.ts";

type QueriesDrawerProps = { readonly sheet: FormSheet; readonly address: FormAddress };

/** The questions about one item with their answers, and what this person may add. */
export function QueriesDrawer({ sheet, address }: QueriesDrawerProps): ReactNode {
  const { forms, common } = useMessages();
  const { may } = useStudy();
  const { drawer, setDrawer, view, model } = sheet;
  const path = drawer?.kind === "queries" ? drawer.path : undefined;
  const queries = view.queries.filter(({ itemPath }) => itemPath === path);
  const label = path === undefined ? "" : (questionAt(model, path)?.label ?? forms.formItself);
  return (
    <Drawer
      opened={path !== undefined}
      onClose={() => setDrawer(undefined)}
      position="right"
      title={forms.queriesTitle(label)}
      closeButtonProps={{ "aria-label": common.close }}
    >
      <Stack gap="lg">
        {queries.map((query) => (
          <Thread key={query.queryId} query={query} address={address} zone={view.zone} />
        ))}
        {path !== undefined && may("open-query") && view.status !== "empty" ? (
          <NewQuery address={address} path={path} />
        ) : null}
      </Stack>
    </Drawer>
  );
}

type ThreadProps = { readonly query: Query; readonly address: FormAddress; readonly zone: string };

function Thread({ query, address, zone }: ThreadProps): ReactNode {
  const { forms } = useMessages();
  const role = useWord("role");
  return (
    <Box component="section" aria-label={query.messages[0]?.text}>
      <Group justify="space-between" mb={6}>
        <StatusBadge tone={queryTones[query.state]}>{forms.queryState[query.state]}</StatusBadge>
      </Group>
      <Stack gap="xs" component="ol" style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {query.messages.map((message, at) => (
          <Box component="li" key={message.at + message.kind}>
            <Text size="sm">
              <b>{forms[message.kind]}:</b> {message.text}
            </Text>
            <Text size="xs" c="dimmed" component="div">
              {at === 0 && query.raisedBy === "edit-check"
                ? `${forms.raisedByCheck} · `
                : `${message.by}, ${role(message.role)} · `}
              <Moment at={message.at} zone={zone} />
            </Text>
          </Box>
        ))}
      </Stack>
      <Replies query={query} address={address} />
      <Divider mt="md" />
    </Box>
  );
}

/** Answer, close, ask again: what the state of the query and the person's role allow. */
function Replies({ query, address }: Omit<ThreadProps, "zone">): ReactNode {
  const { forms } = useMessages();
  const { may } = useStudy();
  const [text, setText] = useState("");
  const params = { studyId: address.studyId, subjectId: address.participantId };
  const base = "POST /api/studies/:studyId/participants/:subjectId/commands";
  const answer = useCommand(`${base}/answer-query`, params);
  const close = useCommand(`${base}/close-query`, params);
  const reopen = useCommand(`${base}/reopen-query`, params);
  const { queryId, state } = query;
  const words = { freeText: text.trim() };
  const acts = [
    {
      label: forms.sendAnswer,
      isOffered: state === "open" && may("answer-query"),
      run: () => answer.send({ data: { queryId, answer: words } }),
      isFirst: true,
    },
    {
      label: forms.close,
      isOffered: state !== "closed" && may("close-query"),
      run: () => close.send({ data: { queryId, resolution: words } }),
      isFirst: state === "answered",
    },
    {
      label: forms.reopen,
      isOffered: state !== "open" && may("reopen-query"),
      run: () => reopen.send({ data: { queryId, question: words } }),
      isFirst: false,
    },
  ].filter(({ isOffered }) => isOffered);
  if (acts.length === 0) return null;
  const send = async (run: () => Promise<boolean>): Promise<void> => {
    if (await run()) setText("");
  };
  return (
    <Stack gap="xs" mt="sm">
      <Textarea
        aria-label={acts[0]?.label}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ProblemNote problem={answer.problem ?? close.problem ?? reopen.problem} />
      <Group gap="xs" justify="flex-end">
        {acts.map(({ label, run, isFirst }) => (
          <Button
            key={label}
            size="xs"
            variant={isFirst ? "filled" : "default"}
            disabled={text.trim() === ""}
            loading={answer.isSending || close.isSending || reopen.isSending}
            onClick={() => void send(run)}
          >
            {label}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}

function NewQuery({ address, path }: { readonly address: FormAddress; readonly path: string }): ReactNode {
  const { forms } = useMessages();
  const [text, setText] = useState("");
  const { send, isSending, problem } = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/open-query",
    { studyId: address.studyId, subjectId: address.participantId },
  );
  const ask = async (): Promise<void> => {
    const data = { formKey: address.formKey, itemPath: path, question: { freeText: text.trim() } };
    if (await send({ data })) setText("");
  };
  return (
    <Stack gap="xs">
      <Textarea
        label={forms.question}
        autosize
        minRows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ProblemNote problem={problem} />
      <Group justify="flex-end">
        <Button size="xs" disabled={text.trim() === ""} loading={isSending} onClick={() => void ask()}>
          {forms.sendQuestion}
        </Button>
      </Group>
    </Stack>
  );
}
