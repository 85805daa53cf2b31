import { addDays, type CalendarDate, daysBetween } from "#kernel";
import type { Visit } from "../participant-context.tsx";
import { arrangedDay, type Course, courseOf, shortName } from "./visit-course.ts";

/** One visit in the picture. All x are in pixels from the start; what is not known is absent. */
export type Mark = {
  readonly visit: Visit;
  readonly course: Course;
  readonly label: string;
  readonly lane: number;
  /** The window, from its first to its last day. */
  readonly window: { readonly x: number; readonly width: number } | undefined;
  readonly target: number | undefined;
  readonly arranged: number | undefined;
  readonly actual: number | undefined;
  readonly left: number;
  /** Where the label begins, and where it ends. */
  readonly labelAt: number;
  readonly right: number;
};

export type EpochBand = { readonly name: string; readonly x: number; readonly width: number };
export type MonthTick = { readonly x: number; readonly month: string };

export type ScheduleLayout = {
  readonly width: number;
  readonly lanes: number;
  readonly marks: readonly Mark[];
  readonly epochs: readonly EpochBand[];
  readonly months: readonly MonthTick[];
  readonly today: number;
};

type LayoutInput = {
  readonly visits: readonly Visit[];
  readonly today: string;
  readonly zone: string;
  readonly pixelsPerDay: number;
  /** The picture is at least so wide. */
  readonly leastWidth: number;
};

/** How wide a letter of a label is, a little more than on average. */
const letter = 6.4;
const gap = 10;
const shape = 9;
/** Room at both ends, so that no shape is cut off however small a day is. */
const edge = 12;

/**
 * Places what has a day: windows and targets by the protocol, what was arranged, what took place. Visits that would lie
 * over each other go to lanes below each other. A visit without any day yet is left out.
 */
export function layOutSchedule(input: LayoutInput): ScheduleLayout {
  const { visits, today, zone, pixelsPerDay, leastWidth } = input;
  const dated = visits.filter((visit) => daysOf(visit, zone).length > 0);
  const [from, until] = span(dated, today, zone);
  const xOf = (day: string): number => edge + (daysBetween(from, day as CalendarDate) + 0.5) * pixelsPerDay;
  const placed = dated.map((visit) => placeVisit(visit, today, zone, xOf, pixelsPerDay));
  const { marks, lanes } = intoLanes(placed);
  const width = Math.max(
    leastWidth,
    (daysBetween(from, until) + 1) * pixelsPerDay + 2 * edge,
    ...marks.map(({ right }) => right + gap),
  );
  return {
    width,
    lanes,
    marks,
    epochs: epochBands(marks, width),
    months: monthTicks(from, until, xOf),
    today: xOf(today),
  };
}

/** How wide a day is where the whole schedule is to fit into so many pixels; never less than one. */
export function pixelsToFit(
  width: number,
  { visits, today, zone }: Pick<LayoutInput, "visits" | "today" | "zone">,
): number {
  const [from, until] = span(visits, today, zone);
  return Math.max(1, (width - 2 * edge) / (daysBetween(from, until) + 1));
}

function span(visits: readonly Visit[], today: string, zone: string): readonly [CalendarDate, CalendarDate] {
  const days = [today, ...visits.flatMap((visit) => daysOf(visit, zone))].sort();
  return [
    addDays((days[0] ?? today) as CalendarDate, -7),
    addDays((days.at(-1) ?? today) as CalendarDate, 14),
  ];
}

function daysOf(visit: Visit, zone: string): readonly string[] {
  const { earliest, target, latest, day } = visit;
  return [earliest, target, latest, day, arrangedDay(visit, zone)].filter(
    (one): one is string => one !== null && one !== undefined,
  );
}

type Placed = Omit<Mark, "lane">;

function placeVisit(
  visit: Visit,
  today: string,
  zone: string,
  xOf: (day: string) => number,
  pixelsPerDay: number,
): Placed {
  const at = (day: string | null | undefined): number | undefined =>
    day === null || day === undefined ? undefined : xOf(day);
  const [earliest, latest] = [at(visit.earliest), at(visit.latest)];
  const window =
    earliest === undefined || latest === undefined
      ? undefined
      : { x: earliest - pixelsPerDay / 2, width: latest - earliest + pixelsPerDay };
  const [target, arranged, actual] = [at(visit.target), at(arrangedDay(visit, zone)), at(visit.day)];
  const points = [target, arranged, actual].filter((x): x is number => x !== undefined);
  const left = Math.min(...points.map((x) => x - shape), ...(window ? [window.x] : []));
  const end = Math.max(...points.map((x) => x + shape), ...(window ? [window.x + window.width] : []));
  const label = shortName(visit);
  const course = courseOf(visit, today);
  return {
    visit,
    course,
    label,
    window,
    target,
    arranged,
    actual,
    left,
    labelAt: end + 4,
    right: end + 4 + label.length * letter,
  };
}

/** Each to the first lane in which it fits, from left to right. */
function intoLanes(placed: readonly Placed[]): {
  readonly marks: readonly Mark[];
  readonly lanes: number;
} {
  const ends: number[] = [];
  const byStart = [...placed].sort((a, b) => a.left - b.left);
  const marks = byStart.map((mark): Mark => {
    const free = ends.findIndex((end) => end + gap <= mark.left);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = mark.right;
    return { ...mark, lane };
  });
  return { marks, lanes: Math.max(1, ends.length) };
}

/** Each epoch from its first visit to the next epoch's first; the last to the end. */
function epochBands(marks: readonly Mark[], width: number): readonly EpochBand[] {
  const starts = new Map<string, number>();
  for (const { visit, left, target } of marks) {
    if (visit.epoch === null) continue;
    const start = target ?? left;
    starts.set(visit.epoch, Math.min(start, starts.get(visit.epoch) ?? start));
  }
  const ordered = [...starts].sort(([, a], [, b]) => a - b);
  return ordered.map(([name, start], index) => {
    const x = index === 0 ? 0 : start - gap;
    const next = ordered[index + 1]?.[1];
    return { name, x, width: (next === undefined ? width : next - gap) - x };
  });
}

/** Where an epoch's name stands in a picture that is seen from there on; undefined where it has no room. */
export function epochNameAt({ name, x, width }: EpochBand, from: number): number | undefined {
  const beside = 8;
  const needed = name.length * letter + 2 * beside;
  if (width < needed) return undefined;
  return Math.min(Math.max(x, from) + beside, x + width - needed + beside);
}

function monthTicks(
  from: CalendarDate,
  until: CalendarDate,
  xOf: (day: string) => number,
): readonly MonthTick[] {
  const ticks: MonthTick[] = [];
  for (let day = firstOfNextMonth(from); day <= until; day = firstOfNextMonth(day)) {
    ticks.push({ x: xOf(day), month: day.slice(0, 7) });
  }
  return ticks;
}

function firstOfNextMonth(day: CalendarDate): CalendarDate {
  const [year = 0, month = 0] = day.split("-").map(Number);
  const next = month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${next[0]}-${String(next[1]).padStart(2, "0")}-01` as CalendarDate;
}
