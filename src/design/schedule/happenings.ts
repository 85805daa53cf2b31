import type { CompiledDesign } from "../compile/compiled-design.ts";
import type { ScheduleTimeline, TrialEvent } from "../model/schedule.ts";

/** What became of a visit or another planned point. `end` is given where it lasted beyond its start. */
export type VisitOutcome<Point extends string> =
  | { readonly status: "done"; readonly start: Point; readonly end?: Point }
  | { readonly status: "missed" | "cancelled" };

/**
 * One visit of the past. With its instance, or by its encounter alone: then it fills the encounter's instances in
 * their order. `occurrence` (from 1) tells the rounds of a loop apart; without it, they follow each other.
 */
export type Visit<Point extends string> = {
  readonly instanceId?: string;
  readonly encounterId?: string;
  readonly occurrence?: number;
} & VisitOutcome<Point>;

/** The way that was taken at a decision, and when. */
export type DecisionTaken<Point extends string> = {
  readonly instanceId: string;
  readonly occurrence?: number;
  /** An instance, or `exit`. */
  readonly next: string;
  readonly at?: Point;
};

/** For when a visit is arranged that is still to come. */
export type ArrangedVisit<Point extends string> = {
  readonly instanceId: string;
  readonly occurrence: number;
  readonly at: Point;
};

/** Everything that happened, from the earliest to the latest, and what is arranged. */
export type Happenings<Point extends string> = {
  readonly events: { readonly [event in TrialEvent]?: Point };
  readonly visits: readonly Visit<Point>[];
  readonly decisions: readonly DecisionTaken<Point>[];
  readonly arranged?: readonly ArrangedVisit<Point>[];
};

/** The happenings by instance and round; what fits no instance is left over. */
export type Matched<Point extends string> = {
  readonly outcomes: ReadonlyMap<string, VisitOutcome<Point>>;
  readonly decisions: ReadonlyMap<string, DecisionTaken<Point>>;
  readonly visits: ReadonlyMap<string, { readonly instanceId: string; readonly visit: Visit<Point> }>;
  readonly unplaced: readonly Visit<Point>[];
  /** How many rounds an instance has been through. */
  readonly rounds: (instanceId: string) => number;
};

export function roundKey(instanceId: string, occurrence: number): string {
  return `${instanceId} ${occurrence}`;
}

export function matchHappenings<Point extends string>(
  design: CompiledDesign,
  timeline: ScheduleTimeline,
  { visits, decisions }: Happenings<Point>,
): Matched<Point> {
  const rounds = new Map<string, number>();
  const placed = new Map<string, { readonly instanceId: string; readonly visit: Visit<Point> }>();
  const unplaced: Visit<Point>[] = [];
  const place = (instanceId: string, occurrence = (rounds.get(instanceId) ?? 0) + 1): string => {
    rounds.set(instanceId, Math.max(occurrence, rounds.get(instanceId) ?? 0));
    return roundKey(instanceId, occurrence);
  };
  for (const visit of visits) {
    const instanceId = visit.instanceId ?? instanceFor(timeline, visit.encounterId, rounds);
    if (instanceId !== undefined && design.instances.has(instanceId)) {
      placed.set(place(instanceId, visit.occurrence), { instanceId, visit });
    } else unplaced.push(visit);
  }
  const taken = new Map(decisions.map((one) => [place(one.instanceId, one.occurrence), one] as const));
  const outcomes = new Map<string, VisitOutcome<Point>>();
  for (const [key, { visit }] of placed) outcomes.set(key, visit);
  for (const [key, { at }] of taken) if (at !== undefined) outcomes.set(key, { status: "done", start: at });
  return { outcomes, decisions: taken, visits: placed, unplaced, rounds: (id) => rounds.get(id) ?? 0 };
}

/** The instance of the encounter that has been through the fewest rounds, the first of them. */
function instanceFor(
  { instances }: ScheduleTimeline,
  encounterId: string | undefined,
  rounds: ReadonlyMap<string, number>,
): string | undefined {
  let best: string | undefined;
  for (const instance of instances) {
    if (instance.type !== "activity" || encounterId === undefined || instance.encounterId !== encounterId)
      continue;
    if (best === undefined || (rounds.get(instance.id) ?? 0) < (rounds.get(best) ?? 0)) best = instance.id;
  }
  return best;
}
