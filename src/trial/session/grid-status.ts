import type { GridPoint } from "#design";
import { type Instant, instantOf, millisecondsOf } from "#kernel";
import type { SessionFacts } from "./session-facts.ts";
import type { SessionState } from "./state.ts";
import { firstDose } from "./times.ts";

/** `late` was taken after its window; `missed` was not taken, and its time is over; `omitted` was left out for a reason. */
export type PointStatus =
  | "upcoming"
  | "due"
  | "overdue"
  | "in-time"
  | "early"
  | "late"
  | "missed"
  | "omitted";

export type GridPointStanding = {
  readonly point: GridPoint;
  readonly dueAt: Instant | null;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  readonly vitals: PointStatus | null;
  readonly probes: PointStatus | null;
};

/** Every point of the session's grid with what became of it: nothing late or missed is ever hidden. */
export function gridOf({ session, pack }: SessionFacts, now: Instant): readonly GridPointStanding[] {
  const { grid, missedAfter } = pack.plan;
  const given = firstDose(session, "supplemental");
  const points = given ? grid.withSupplemental : grid.without;
  const until = session.ended?.at ?? now;
  return points.map((point) => {
    const anchor = firstDose(session, point.anchor)?.at;
    const at = (minutes: number): Instant | null =>
      anchor ? instantOf(millisecondsOf(anchor) + minutes * 60_000) : null;
    const times = { opensAt: at(point.earliest), dueAt: at(point.at), closesAt: at(point.latest) };
    const judge = (taken: Instant | undefined): PointStatus =>
      statusOf(times, taken, until, missedAfter, isOmitted(session, point));
    return {
      point,
      ...times,
      vitals: point.vitals ? judge(takenAt(session.vitals, point)) : null,
      probes: point.probes ? judge(takenAt(session.probes, point)) : null,
    };
  });
}

type Times = Pick<GridPointStanding, "opensAt" | "dueAt" | "closesAt">;

function statusOf(
  { opensAt, dueAt, closesAt }: Times,
  taken: Instant | undefined,
  until: Instant,
  missedAfter: number,
  omitted: boolean,
): PointStatus {
  if (taken) {
    if (!closesAt || !opensAt) return "in-time";
    return taken > closesAt ? "late" : taken < opensAt ? "early" : "in-time";
  }
  if (omitted) return "omitted";
  if (!dueAt || !opensAt || !closesAt || until < opensAt) return "upcoming";
  if (until <= closesAt) return "due";
  return millisecondsOf(until) <= millisecondsOf(closesAt) + missedAfter * 60_000 ? "overdue" : "missed";
}

function takenAt(
  entries: readonly {
    readonly pointId?: string | undefined;
    readonly at: Instant;
    readonly struck: boolean;
  }[],
  { id }: GridPoint,
): Instant | undefined {
  return entries.find((entry) => entry.pointId === id && !entry.struck)?.at;
}

function isOmitted({ omitted }: SessionState, { id }: GridPoint): boolean {
  return omitted.some(({ pointId }) => pointId === id);
}
