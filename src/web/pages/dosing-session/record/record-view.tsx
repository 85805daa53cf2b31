import { Anchor, Box, Stack, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { firstDose, minutesBetween, minutesToReadiness } from "#trial";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { zeroOf } from "../console/curve-geometry.ts";
import { Curves } from "../console/curves.tsx";
import { DistressLine } from "../console/distress-line.tsx";
import { EventTasks } from "../console/event-tasks.tsx";
import { GridStrip } from "../console/grid-strip.tsx";
import { ToSign } from "../entry/medication-entry.tsx";
import { useHeld } from "../held-session.tsx";
import { clockOf, timeOfDay } from "../times.ts";
import { useNow } from "../use-now.ts";
import { EffectsTable } from "./effects-table.tsx";
import { useHappenings } from "./use-happenings.ts";

/** Afterwards: what happened, how it went, what came of it. */
export function RecordView(): ReactNode {
  const { plan, isPartial } = useHeld();
  return (
    <Box className="vigil-record">
      <Stack gap="lg">
        <Summary />
        {isPartial || plan.measures.length === 0 ? null : (
          <>
            <GridStrip />
            <Curves />
            <DistressLine />
          </>
        )}
        {isPartial ? null : <EffectsTable />}
        {isPartial ? null : <Answers />}
      </Stack>
      <Timeline />
    </Box>
  );
}

function Summary(): ReactNode {
  const { record, ending, console: words } = useMessages().dosingSession;
  const { session } = useHeld();
  const readyAfter = minutesToReadiness(session);
  const dose = (kind: "initial" | "supplemental"): string => {
    const given = firstDose(session, kind);
    if (!given) return record.none;
    return [
      timeOfDay(given.at),
      record.capsules(given.capsules),
      ...(given.code ? [record.kit(given.code)] : []),
      ...(given.witness ? [record.signedBy(given.witness.printedName)] : []),
    ].join(", ");
  };
  const rows: readonly (readonly [string, string])[] = [
    [record.opened, session.openedAt ? timeOfDay(session.openedAt) : record.none],
    [record.gate, session.gate ? timeOfDay(session.gate.at) : record.none],
    [record.initial, dose("initial")],
    [record.supplemental, dose("supplemental")],
    [record.decision, session.supplemental ? words.decided[session.supplemental.decision] : record.none],
    [record.readiness, readyAfter === null ? record.none : clockOf(readyAfter)],
    [
      record.ending,
      session.ended
        ? `${ending.endings[session.ended.ending] ?? session.ended.ending}, ${timeOfDay(session.ended.at)}`
        : record.none,
    ],
    ...(session.releasedAt ? ([[record.released, timeOfDay(session.releasedAt)]] as const) : []),
  ];
  return (
    <Stack gap="xs" component="section" aria-label={record.summary}>
      <Title order={2} size="h4">
        {record.summary}
      </Title>
      <dl className="vigil-summary">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ToSign />
    </Stack>
  );
}

function Answers(): ReactNode {
  const { record } = useMessages().dosingSession;
  const { session, pack } = useHeld();
  const { studyId } = useStudy();
  const answered = session.tasks.filter(({ answer }) => answer !== null);
  return (
    <Stack gap="xs">
      <EventTasks />
      {answered.length > 0 ? (
        <Table aria-label={record.tasks} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{record.taskColumns.term}</Table.Th>
              <Table.Th>{record.taskColumns.asked}</Table.Th>
              <Table.Th>{record.taskColumns.answer}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {answered.map(({ taskId, term, at, answer }) => (
              <Table.Tr key={taskId}>
                <Table.Td>{term}</Table.Td>
                <Table.Td>{timeOfDay(at)}</Table.Td>
                <Table.Td>
                  {answer?.formKey ? (
                    <Anchor
                      component={Link}
                      to={`/studies/${studyId}/participants/${pack.participantId}/forms/${answer.formKey}`}
                    >
                      {record.answers.event}
                    </Anchor>
                  ) : (
                    record.answers[answer?.kind ?? "no-event"]
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
    </Stack>
  );
}

function Timeline(): ReactNode {
  const { record, console: say } = useMessages().dosingSession;
  const { session, pack } = useHeld();
  const now = useNow();
  const happenings = useHappenings();
  const zero = zeroOf(session, now);
  const isDosed = session.doses.length > 0;
  const nameOf = (by: string | null): string => pack.team.find(({ user }) => user === by)?.name ?? "";
  return (
    <Stack gap="xs" component="section" aria-label={record.timeline}>
      <Title order={2} size="h4">
        {record.timeline}
      </Title>
      <Table aria-label={record.timeline} verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{record.timelineColumns.time}</Table.Th>
            {isDosed ? <Table.Th className="vigil-one-line">{record.timelineColumns.since}</Table.Th> : null}
            <Table.Th>{record.timelineColumns.what}</Table.Th>
            <Table.Th>{record.timelineColumns.by}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {happenings.map(({ key, at, what, by, isStruck, isPaper }) => (
            <Table.Tr key={key}>
              <Table.Td>{timeOfDay(at)}</Table.Td>
              {isDosed ? <Table.Td>{clockOf(minutesBetween(zero as never, at as never))}</Table.Td> : null}
              <Table.Td>
                {isStruck ? <s>{what}</s> : what}
                <Text component="span" size="xs" c="dimmed">
                  {isStruck ? ` ${say.struck}` : ""}
                  {isPaper ? ` ${record.paperMark}` : ""}
                </Text>
              </Table.Td>
              <Table.Td className="vigil-one-line">{nameOf(by)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
