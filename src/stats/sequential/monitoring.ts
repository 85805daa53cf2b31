import {
  crossingAbove,
  crossingBelow,
  type Span,
  underDrift,
  usualReach,
  type Walk,
  type WalkOptions,
  walkOn,
  walkStart,
} from "./stage-walk.ts";

/**
 * Where a look stops, on the scale of Z: at or above `upper`, at or below `lower` (−∞ where it does not stop there),
 * and, in a two-sided design with futility, where |Z| is below `inner`.
 */
export type LookBounds = { readonly upper: number; readonly lower: number; readonly inner?: number };

/** The looks of a trial with their bounds, and the trials that reach each of them under no effect. */
export type Monitoring = {
  /** The information of each look, as a share of the largest. */
  readonly times: readonly number[];
  readonly looks: readonly LookBounds[];
  /** Before each look. */
  readonly walks: readonly Walk[];
  readonly reach: NonNullable<WalkOptions["reach"]>;
};

/** How often a trial stops at each look, and on which side. */
export type Exits = {
  readonly above: readonly number[];
  readonly below: readonly number[];
  readonly inside: readonly number[];
};

/** Sets the bounds of each look from the trials that reach it, then goes on to the next. */
export function monitor(
  times: readonly number[],
  decide: (look: number, reached: Walk, time: number) => LookBounds,
  reach: Monitoring["reach"] = usualReach,
): Monitoring {
  const looks: LookBounds[] = [];
  const walks: Walk[] = [];
  let walk = walkStart;
  times.forEach((time, look) => {
    walks.push(walk);
    const bounds = decide(look, walk, time);
    looks.push(bounds);
    const next = times[look + 1];
    if (next !== undefined) walk = walkOn(walk, time, goesOn(bounds), { next, reach });
  });
  return { times, looks, walks, reach };
}

function goesOn({ upper, lower, inner }: LookBounds): readonly Span[] {
  if (inner === undefined || inner <= 0) return [{ low: lower, high: upper }];
  return [
    { low: lower, high: Math.max(lower, -inner) },
    { low: Math.min(inner, upper), high: upper },
  ];
}

/** The monitoring of looks whose bounds are known. */
export function monitorAt(
  times: readonly number[],
  looks: readonly LookBounds[],
  reach?: Monitoring["reach"],
): Monitoring {
  const open = { upper: Number.POSITIVE_INFINITY, lower: Number.NEGATIVE_INFINITY };
  return monitor(times, (look) => looks[look] ?? open, reach);
}

/** How often the trial stops at each look, and where, if the effect is `drift` standard errors at full information. */
export function exits(monitoring: Monitoring, drift: number): Exits {
  const { times, looks, walks } = reaching(monitoring, drift);
  const [above, below, inside]: [number[], number[], number[]] = [[], [], []];
  looks.forEach(({ upper, lower, inner = 0 }, look) => {
    const [walk, time] = [walks[look] ?? walkStart, times[look] ?? 1];
    const drifted = underDrift(walk, drift);
    above.push(upper === Number.POSITIVE_INFINITY ? 0 : crossingAbove(drifted, time, upper));
    below.push(lower === Number.NEGATIVE_INFINITY ? 0 : crossingBelow(drifted, time, lower));
    inside.push(inner > 0 ? crossingBelow(drifted, time, inner) - crossingBelow(drifted, time, -inner) : 0);
  });
  return { above, below, inside };
}

/** The same looks with points that lie far enough out for a large drift. */
function reaching(monitoring: Monitoring, drift: number): Monitoring {
  const { low, high } = monitoring.reach;
  if (drift >= low && drift <= high) return monitoring;
  return monitorAt(monitoring.times, monitoring.looks, {
    low: Math.min(low, drift),
    high: Math.max(high, drift),
  });
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
