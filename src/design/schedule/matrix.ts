import type { StudyDesign } from "../model/study-design.ts";
import { timelineOrder } from "./timeline-order.ts";
import { timingText, windowText } from "./timing-text.ts";

type Timeline = StudyDesign["scheduleTimelines"][number];
type ActivityInstance = Timeline["instances"][number] & { readonly type: "activity" };
type Activity = StudyDesign["activities"][number];

/** The schedule of activities of one timeline, as a protocol prints it: what is done (rows) at which visit. */
export type ScheduleMatrix = {
  readonly timelineId: string;
  readonly title: string;
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
};

/** One point of the timeline. A visit of several points has several columns. */
export type MatrixColumn = {
  readonly instanceId: string;
  readonly encounterId?: string;
  /** What the visit is called; the point itself where it is no visit. */
  readonly label: string;
  /** What the point is called, where that is not the visit's label. */
  readonly point?: string;
  readonly epoch?: string;
  /** When: "Week 2", or "2 weeks after Dose" where the timing has no label. */
  readonly timing?: string;
  /** How far off is still right: "-3..3 days". */
  readonly window?: string;
};

/** One activity. */
export type MatrixRow = {
  readonly activityId: string;
  readonly label: string;
  /** 0 for an activity of its own, 1 for a child of a group, and so on. */
  readonly depth: number;
  /** The timeline that it runs through each time, if one. */
  readonly timelineId?: string;
  /** For each column, whether it is done there. */
  readonly marks: readonly boolean[];
};

/**
 * The schedule of activities of the design's main timeline, or of the named one: its points in the order in
 * which they follow each other, and every activity that is done at one of them, under the groups it belongs to.
 *
 * @returns undefined where the design has no such timeline
 */
export function renderScheduleMatrix(design: StudyDesign, timelineId?: string): ScheduleMatrix | undefined {
  const { scheduleTimelines } = design;
  const timeline =
    timelineId === undefined
      ? (scheduleTimelines.find(({ mainTimeline }) => mainTimeline) ?? scheduleTimelines[0])
      : scheduleTimelines.find(({ id }) => id === timelineId);
  if (!timeline) return undefined;
  const points = timelineOrder(timeline).filter((instance) => instance.type === "activity");
  return {
    timelineId: timeline.id,
    title: timeline.label ?? timeline.name,
    columns: points.map((point) => column(design, point)),
    rows: rows(design, points),
  };
}

function column(design: StudyDesign, point: ActivityInstance): MatrixColumn {
  const encounter = design.encounters.find(({ id }) => id === point.encounterId);
  const epoch = design.epochs.find(({ id }) => id === point.epochId);
  const own = point.label ?? point.name;
  const label = encounter ? (encounter.label ?? encounter.name) : (own ?? point.id);
  const timing = point.timing ?? timingOf(design, encounter?.scheduledAtTimingId);
  const when = timing && timingText(design, timing);
  const window = timing && windowText(design, timing);
  return {
    instanceId: point.id,
    label,
    ...(encounter ? { encounterId: encounter.id } : {}),
    ...(own === undefined || own === label ? {} : { point: own }),
    ...(epoch ? { epoch: epoch.label ?? epoch.name } : {}),
    ...(when ? { timing: when } : {}),
    ...(window ? { window } : {}),
  };
}

function timingOf(design: StudyDesign, id: string | undefined): Timeline["instances"][number]["timing"] {
  return design.scheduleTimelines
    .flatMap(({ instances }) => instances)
    .flatMap(({ timing, furtherTimings = [] }) => (timing ? [timing, ...furtherTimings] : furtherTimings))
    .find((timing) => timing.id === id);
}

function rows(design: StudyDesign, points: readonly ActivityInstance[]): readonly MatrixRow[] {
  const byId = new Map(design.activities.map((activity) => [activity.id, activity]));
  const isChild = new Set(design.activities.flatMap(({ childIds }) => childIds));
  const seen = new Set<Activity>();
  const rowsOf = (activity: Activity, depth: number): readonly MatrixRow[] => {
    if (seen.has(activity)) return [];
    seen.add(activity);
    const children = activity.childIds.flatMap((id) => byId.get(id) ?? []);
    const below = children.flatMap((child) => rowsOf(child, depth + 1));
    const marks = points.map(({ activityIds }) => activityIds.includes(activity.id));
    return marks.includes(true) || below.length > 0 ? [row(activity, depth, marks), ...below] : [];
  };
  const roots = design.activities.filter(({ id }) => !isChild.has(id));
  return [...roots, ...design.activities].flatMap((activity) => rowsOf(activity, 0));
}

function row(activity: Activity, depth: number, marks: readonly boolean[]): MatrixRow {
  const { id, name, label, timelineId } = activity;
  return { activityId: id, label: label ?? name, depth, marks, ...(timelineId ? { timelineId } : {}) };
}
