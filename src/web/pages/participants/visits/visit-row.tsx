import { Group, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { formatDate, formatMoment } from "../../../components/moment.tsx";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useParticipant, type Visit } from "../participant-context.tsx";
import { CourseIcon } from "../schedule/course-shape.tsx";
import { type Course, courseOf } from "../schedule/visit-course.ts";
import { useWindowWords } from "./window-words.ts";

const tones: Readonly<Record<Course, Tone>> = {
  open: "neutral",
  overdue: "bad",
  arranged: "info",
  "in-window": "good",
  early: "attention",
  late: "attention",
  "no-verdict": "neutral",
  missed: "bad",
  canceled: "neutral",
  "not-held": "neutral",
};

/** One visit in a line: planned, actual and verdict beside each other. */
export function VisitRow({
  visit,
  isOpen,
  onToggle,
}: {
  readonly visit: Visit;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { today } = useParticipant();
  const course = courseOf(visit, today);
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  return (
    <Table.Tr
      ref={row}
      id={`visit-${visit.visitId}`}
      className="vigil-visit-row"
      data-open={isOpen}
      onClick={onToggle}
    >
      <Table.Td data-column="visit">
        <UnstyledButton
          aria-expanded={isOpen}
          aria-controls={isOpen ? panelId(visit) : undefined}
          className="vigil-visit-name"
        >
          <CourseIcon course={course} />
          <span>{visit.name}</span>
        </UnstyledButton>
      </Table.Td>
      <Table.Td data-column="protocol">
        <Protocol visit={visit} />
      </Table.Td>
      <Table.Td data-column="happened">
        <Happened visit={visit} />
      </Table.Td>
      <Table.Td data-column="state">
        <State visit={visit} course={course} />
      </Table.Td>
      <Table.Td data-column="forms">
        <FormCount visit={visit} />
      </Table.Td>
    </Table.Tr>
  );
}

function Protocol({ visit }: { readonly visit: Visit }): ReactNode {
  const { visits: texts } = useMessages().participants;
  const windowWords = useWindowWords();
  if (visit.target === null) {
    return (
      <Text size="xs" c="dimmed">
        {visit.waits}
      </Text>
    );
  }
  return (
    <Stack gap={0}>
      <Text size="sm">{formatDate(visit.target)}</Text>
      <Text size="xs" c="dimmed">
        {[windowWords(visit), visit.isFirm || visit.day !== null ? "" : texts.projected]
          .filter((part) => part !== "")
          .join(" · ")}
      </Text>
    </Stack>
  );
}

function Happened({ visit }: { readonly visit: Visit }): ReactNode {
  const { visits: texts } = useMessages().participants;
  const { zone } = useParticipant();
  return (
    <Stack gap={0}>
      {visit.startedAt === null ? null : (
        <Text size="sm">{texts.held(formatMoment(visit.startedAt, zone))}</Text>
      )}
      {visit.plannedFor === null ? null : (
        <Text {...(visit.startedAt === null ? { size: "sm" } : { size: "xs", c: "dimmed" })}>
          {texts.arranged(formatMoment(visit.plannedFor, zone))}
        </Text>
      )}
    </Stack>
  );
}

/** How far it is, and how it fits its window: two facts, two badges. */
function State({ visit, course }: { readonly visit: Visit; readonly course: Course }): ReactNode {
  const { visits: texts, schedule } = useMessages().participants;
  const word = useWord("visitStatus");
  const isOff = course === "early" || course === "late";
  return (
    <Group gap={4}>
      {visit.status === "in-progress" ? (
        <StatusBadge tone="attention">{word("in-progress")}</StatusBadge>
      ) : null}
      <StatusBadge tone={tones[course]}>
        {isOff ? texts.daysOff(visit.daysOff) : schedule.course[course]}
      </StatusBadge>
    </Group>
  );
}

function FormCount({ visit: { forms } }: { readonly visit: Visit }): ReactNode {
  const { visits: texts } = useMessages().participants;
  const done = forms.filter(({ status }) => status === "submitted" || status === "not-done").length;
  const queries = forms.reduce((sum, { openQueries }) => sum + openQueries, 0);
  if (forms.length === 0) return null;
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="sm">{texts.formsDone(done, forms.length)}</Text>
      {queries > 0 ? <StatusBadge tone="attention">{texts.openQueries(queries)}</StatusBadge> : null}
    </Group>
  );
}

/** Names what a row opens. */
export function panelId({ visitId }: Pick<Visit, "visitId">): string {
  return `panel-${visitId}`;
}
