import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatDate, formatMoment } from "../../components/moment.tsx";
import type { Column } from "../../components/rows-table.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { AdverseEvent } from "./adverse-event-data.ts";

/** The columns of the list of adverse events. */
export function useEventColumns(
  onAcknowledge: (event: AdverseEvent) => void,
): readonly Column<AdverseEvent>[] {
  const { adverseEvents: words } = useMessages();
  return [
    {
      key: "onset",
      head: words.columns.onset,
      cell: (event) => <Course event={event} />,
      sortBy: ({ onset }) => `${onset.day ?? ""} ${onset.time ?? ""}`,
      isOneLine: true,
    },
    {
      key: "who",
      head: words.columns.who,
      cell: ({ number }) => number ?? words.unnumbered,
      sortBy: ({ number }) => number ?? "",
      isOneLine: true,
    },
    {
      key: "event",
      head: words.columns.event,
      cell: (event) => <Term event={event} />,
      sortBy: ({ term }) => term ?? "",
    },
    {
      key: "severity",
      head: words.columns.severity,
      cell: ({ severity, outcome }) => (
        <Stack gap={0}>
          <Text size="sm">{severity ? words.grade(severity.label) : words.notSaid}</Text>
          <Text size="xs" c="dimmed">
            {outcome?.label ?? ""}
          </Text>
        </Stack>
      ),
      sortBy: ({ severity }) => severity?.label ?? "",
    },
    {
      key: "valence",
      head: words.columns.valence,
      cell: ({ valence }) => valence?.label ?? words.notSaid,
      sortBy: ({ valence }) => valence?.label ?? "",
    },
    {
      key: "causality",
      head: words.columns.causality,
      cell: ({ relatedToDrug: drug, relatedToTherapy: therapy }) => (
        <Stack gap={0}>
          <Text size="sm">{words.toDrug(drug?.label ?? words.notSaid)}</Text>
          <Text size="sm">{words.toTherapy(therapy?.label ?? words.notSaid)}</Text>
        </Stack>
      ),
      isOneLine: true,
    },
    {
      key: "sponsor",
      head: words.columns.sponsor,
      cell: (event) => <Report event={event} onAcknowledge={onAcknowledge} />,
    },
  ];
}

function Course({ event: { onset, end, ongoing } }: { readonly event: AdverseEvent }): ReactNode {
  const { adverseEvents: words } = useMessages();
  const told = ({ day, time }: AdverseEvent["onset"]): string =>
    day === null ? words.noDay : `${formatDate(day)}${time === null ? "" : `, ${time}`}`;
  return (
    <Stack gap={0}>
      <Text size="sm">{told(onset)}</Text>
      <Text size="xs" c="dimmed">
        {end.day === null ? (ongoing ? words.ongoing : "") : words.until(told(end))}
      </Text>
    </Stack>
  );
}

function Term({ event }: { readonly event: AdverseEvent }): ReactNode {
  const { adverseEvents: words } = useMessages();
  const { studyId, may } = useStudy();
  const { participantId, formKey, specialInterest, serious, status } = event;
  const term = event.term ?? words.noTerm;
  return (
    <Stack gap={2} miw={200}>
      {may("see-participant") ? (
        <Anchor
          component={Link}
          size="sm"
          fw={600}
          to={`/studies/${studyId}/participants/${participantId}/forms/${formKey}`}
        >
          {term}
        </Anchor>
      ) : (
        <Text size="sm" fw={600}>
          {term}
        </Text>
      )}
      <Group gap={6}>
        {serious ? <StatusBadge tone="bad">{words.seriousBadge}</StatusBadge> : null}
        {status === "draft" ? <StatusBadge tone="info">{words.draft}</StatusBadge> : null}
        {specialInterest === null || specialInterest.code === "none" ? null : (
          <Text size="xs" c="dimmed">
            {specialInterest.label}
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function Report({
  event,
  onAcknowledge,
}: {
  readonly event: AdverseEvent;
  readonly onAcknowledge: (event: AdverseEvent) => void;
}): ReactNode {
  const { adverseEvents: words } = useMessages();
  const { may } = useStudy();
  const { report, zone } = event;
  if (!report) return null;
  if (report.receivedAt !== null)
    return <Text size="sm">{words.dayZero(formatMoment(report.receivedAt, zone))}</Text>;
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm">{words.told(formatMoment(report.reportedAt, zone))}</Text>
      {may("acknowledge-serious-event") ? (
        <Button size="xs" onClick={() => onAcknowledge(event)}>
          {words.acknowledge}
        </Button>
      ) : (
        <StatusBadge tone="attention">{words.awaited}</StatusBadge>
      )}
    </Stack>
  );
}
