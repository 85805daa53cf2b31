import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { formatMoment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { type IncidentAct, IncidentDialog } from "./incident-dialogs.tsx";

export type Incident = Answer<"GET /api/studies/:studyId/incidents">[number];

/** Confidential reports with their clocks, for those who receive them. */
export function IncidentsPage(): ReactNode {
  const { incidents: words } = useMessages();
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/incidents", { params: { studyId } });
  return (
    <Page title={words.title} lead={words.lead}>
      <Answered query={query}>{(all) => <All incidents={all} />}</Answered>
    </Page>
  );
}

function All({ incidents }: { readonly incidents: readonly Incident[] }): ReactNode {
  const { incidents: words } = useMessages();
  const [act, setAct] = useState<{ readonly kind: IncidentAct; readonly incident: Incident }>();
  if (incidents.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {words.none}
      </Text>
    );
  }
  return (
    <Stack>
      {incidents.map((incident) => (
        <One key={incident.incidentId} incident={incident} onAct={(kind) => setAct({ kind, incident })} />
      ))}
      {act ? (
        <IncidentDialog kind={act.kind} incident={act.incident} onClose={() => setAct(undefined)} />
      ) : null}
    </Stack>
  );
}

function One({
  incident,
  onAct,
}: {
  readonly incident: Incident;
  readonly onAct: (kind: IncidentAct) => void;
}): ReactNode {
  const { incidents: words } = useMessages();
  const { closed, kinds, number, siteNumber, via, reportedAt } = incident;
  const kindOf: Readonly<Record<string, string>> = words.kinds;
  const wayOf: Readonly<Record<string, string>> = words.via;
  return (
    <Paper withBorder p="md" id={`incident-${incident.incidentId}`}>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start">
          <Stack gap={2}>
            <Title order={2} size="h4">
              {kinds.map((kind) => kindOf[kind] ?? kind).join(", ")}
            </Title>
            <Text size="sm" c="dimmed">
              {`${number ?? words.unnumbered} · ${words.site} ${siteNumber} · ${wayOf[via] ?? via} · ${formatMoment(reportedAt)}`}
            </Text>
          </Stack>
          <StatusBadge tone={closed ? "neutral" : "attention"}>
            {closed ? words.closedOnes : words.open}
          </StatusBadge>
        </Group>
        {incident.words === null ? null : <Text style={{ whiteSpace: "pre-wrap" }}>{incident.words}</Text>}
        {incident.callMe === null ? null : <Text size="sm">{words.callMe(incident.callMe)}</Text>}
        <Clocks incident={incident} />
        <Done incident={incident} />
        {closed ? null : <Acts incident={incident} onAct={onAct} />}
      </Stack>
    </Paper>
  );
}

function Clocks({ incident }: { readonly incident: Incident }): ReactNode {
  const { incidents: words } = useMessages();
  const clockOf: Readonly<Record<string, string>> = words.clocks;
  return (
    <Group gap="lg">
      {incident.clocks.map(({ step, dueAt, doneAt, isOverdue }) => (
        <Group key={step} gap="xs" wrap="nowrap">
          <StatusBadge tone={doneAt ? "good" : isOverdue ? "bad" : "info"}>
            {doneAt ? words.done : isOverdue ? words.overdue : words.open}
          </StatusBadge>
          <Text size="sm">
            {`${clockOf[step] ?? step}${doneAt === null && dueAt !== null ? ` ${words.by(formatMoment(dueAt))}` : ""}`}
          </Text>
        </Group>
      ))}
    </Group>
  );
}

function Done({ incident }: { readonly incident: Incident }): ReactNode {
  const { incidents: words } = useMessages();
  const clockOf: Readonly<Record<string, string>> = words.clocks;
  const gravityOf: Readonly<Record<string, string>> = words.gravities;
  const outcomeOf: Readonly<Record<string, string>> = words.outcomes;
  const { acknowledged, assessed, notified, closed } = incident;
  const lines = [
    ...(acknowledged ? [{ ...acknowledged, what: words.clocks.acknowledge }] : []),
    ...(assessed
      ? [{ ...assessed, what: `${gravityOf[assessed.gravity] ?? assessed.gravity}. ${assessed.assessment}` }]
      : []),
    ...notified.map((one) => ({ ...one, what: `${clockOf[one.whom] ?? one.whom}. ${one.how}` })),
    ...(closed
      ? [{ ...closed, what: `${outcomeOf[closed.outcome] ?? closed.outcome}. ${closed.words}` }]
      : []),
  ];
  return lines.map(({ at, by, what }) => (
    <Text key={`${at} ${what}`} size="sm" c="dimmed">
      {`${formatMoment(at)} · ${by} · ${what}`}
    </Text>
  ));
}

function Acts({
  incident,
  onAct,
}: {
  readonly incident: Incident;
  readonly onAct: (kind: IncidentAct) => void;
}): ReactNode {
  const { incidents: words } = useMessages();
  const next: readonly IncidentAct[] = [
    ...(incident.acknowledged ? [] : (["acknowledge"] as const)),
    "assess",
    ...(incident.notified.length < 2 ? (["notify"] as const) : []),
    ...(incident.assessed ? (["close"] as const) : []),
  ];
  return (
    <Group gap="xs">
      {next.map((kind, at) => (
        <Button key={kind} variant={at === 0 ? "filled" : "default"} onClick={() => onAct(kind)}>
          {words[kind]}
        </Button>
      ))}
    </Group>
  );
}
