import { Box, Button, Group, SegmentedControl, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useElementSize, useMediaQuery } from "@mantine/hooks";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { formatDate } from "../../../components/moment.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useParticipant } from "../participant-context.tsx";
import { useMarkName } from "./mark-name.ts";
import { ScheduleEpochs } from "./schedule-epochs.tsx";
import { layOutSchedule, type Mark, pixelsToFit, type ScheduleLayout } from "./schedule-layout.ts";
import { ScheduleLegend } from "./schedule-legend.tsx";
import { headHeight, ScheduleMark } from "./schedule-mark.tsx";
import "./schedule-picture.css";

type Scale = "whole" | "months" | "weeks";
const pixelsPerDay = { months: 4, weeks: 12 } as const;

/** The participant's way through the study as a picture: what was planned, what happened, what lies ahead. */
export function SchedulePicture({
  selected,
  onSelect,
}: {
  readonly selected: string | undefined;
  readonly onSelect: (visitId: string) => void;
}): ReactNode {
  const { schedule } = useMessages().participants;
  const { visits, today, zone } = useParticipant();
  const [scale, setScale] = useState<Scale>("months");
  const { ref, width } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => {
    const days = { visits, today, zone, leastWidth: width - 2 };
    const perDay = scale === "whole" ? pixelsToFit(width - 2, days) : pixelsPerDay[scale];
    return layOutSchedule({ ...days, pixelsPerDay: perDay });
  }, [visits, today, zone, scale, width]);
  const scrollTo = (x: number): void => {
    if (box.current) box.current.scrollLeft = x;
  };
  const toToday = (): void => scrollTo(layout.today - width / 3);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scale, or the first width, begins at today
  useEffect(() => scrollTo(firstView(layout, width)), [scale, width > 0]);

  if (layout.marks.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        {schedule.nothingDated}
      </Text>
    );
  }
  return (
    <Stack gap={6}>
      <VisuallyHidden>
        <h2>{schedule.title}</h2>
      </VisuallyHidden>
      <Group justify="space-between" gap="xs" className="vigil-no-print">
        <ScheduleLegend />
        <Group gap="xs">
          <Button variant="subtle" size="compact-sm" onClick={toToday}>
            {schedule.toToday}
          </Button>
          <SegmentedControl
            size="xs"
            aria-label={schedule.scale}
            value={scale}
            onChange={(value) => setScale(value as Scale)}
            data={[
              { value: "whole", label: schedule.whole },
              { value: "months", label: schedule.months },
              { value: "weeks", label: schedule.weeks },
            ]}
          />
        </Group>
      </Group>
      <Box ref={ref}>
        <div ref={box} className="vigil-schedule">
          <Picture layout={layout} box={box} selected={selected} onSelect={onSelect} />
        </div>
      </Box>
      <Undated />
    </Stack>
  );
}

function Picture({
  layout,
  box,
  selected,
  onSelect,
}: {
  readonly layout: ScheduleLayout;
  readonly box: RefObject<HTMLElement | null>;
  readonly selected: string | undefined;
  readonly onSelect: (visitId: string) => void;
}): ReactNode {
  const { schedule } = useMessages().participants;
  const nameOf = useMarkName();
  const laneHeight = useLaneHeight();
  const height = headHeight + layout.lanes * laneHeight + 6;
  const reachable = selected ?? nearestToToday(layout);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of marks inside a picture
    <svg
      role="group"
      aria-label={schedule.pictureLabel}
      width={layout.width}
      height={height}
      viewBox={`0 0 ${layout.width} ${height}`}
      onKeyDown={(event) => moveBetweenMarks(event, layout.marks)}
    >
      <ScheduleEpochs epochs={layout.epochs} height={height} box={box} />
      {layout.months.map(({ x, month }) => (
        <g key={month}>
          <path className="vigil-month" d={`M${x} ${headHeight - 24}V${height}`} />
          <text className="vigil-month-name" x={x + 4} y={headHeight - 12}>
            {formatDate(month)}
          </text>
        </g>
      ))}
      <path className="vigil-today" d={`M${layout.today} ${headHeight - 6}V${height}`} />
      <text className="vigil-today-name" x={layout.today + 4} y={height - 4}>
        {schedule.today}
      </text>
      {layout.marks.map((mark) => (
        <ScheduleMark
          key={mark.visit.visitId}
          mark={mark}
          name={nameOf(mark)}
          isSelected={mark.visit.visitId === selected}
          isReachable={mark.visit.visitId === reachable}
          laneHeight={laneHeight}
          onSelect={() => onSelect(mark.visit.visitId)}
        />
      ))}
    </svg>
  );
}

/** A lane is as high as what points at it needs: a thumb more than a mouse. */
function useLaneHeight(): number {
  return useMediaQuery("(pointer: coarse)") ? 44 : 25;
}

/** How many visits without a day are named. */
const namedUndated = 4;

/** What the protocol plans and what has no day yet. */
function Undated(): ReactNode {
  const { schedule } = useMessages().participants;
  const { visits } = useParticipant();
  const undated = visits.filter(
    ({ target, plannedFor, day, status, isBeforeConsent, isOver }) =>
      [target, plannedFor, day].every((known) => known === null) &&
      status === "open" &&
      !isBeforeConsent &&
      !isOver,
  );
  if (undated.length === 0) return null;
  return (
    <Text size="xs" c="dimmed">
      {schedule.undated(
        undated
          .slice(0, namedUndated)
          .map(({ name }) => name)
          .join(", "),
        undated.length - namedUndated,
      )}
    </Text>
  );
}

/** From where to look at first: at today, or at what there was last where nothing is left near today. */
function firstView({ marks, today }: ScheduleLayout, width: number): number {
  const last = Math.max(...marks.map(({ right }) => right));
  return Math.min(today - width / 3, last - width / 2);
}

function nearestToToday({ marks, today }: ScheduleLayout): string | undefined {
  const distance = ({ actual, arranged, target }: Mark): number =>
    Math.abs((actual ?? arranged ?? target ?? 0) - today);
  return [...marks].sort((a, b) => distance(a) - distance(b))[0]?.visit.visitId;
}

/** Arrow keys go from mark to mark in the order of time; Home and End to the first and the last. */
function moveBetweenMarks(event: KeyboardEvent<SVGSVGElement>, marks: readonly Mark[]): void {
  const current = (event.target as Element).getAttribute("data-visit");
  const at = marks.findIndex(({ visit }) => visit.visitId === current);
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowDown: 1,
    ArrowLeft: -1,
    ArrowUp: -1,
    Home: -marks.length,
    End: marks.length,
  };
  const step = steps[event.key];
  if (step === undefined || at < 0) return;
  event.preventDefault();
  const next = marks[Math.min(marks.length - 1, Math.max(0, at + step))];
  const element = event.currentTarget.querySelector<SVGElement>(
    `[data-visit="${CSS.escape(next?.visit.visitId ?? "")}"]`,
  );
  element?.focus();
  element?.scrollIntoView({ block: "nearest", inline: "center" });
}
