import type { InputIssue } from "#kernel";
import { at } from "../linear/matrix.ts";

/** Who was seen for how long, and whether the event ended it. One entry for each participant, or for each stretch of one. */
export type SurvivalData = {
  /** When it ended, in any unit of time, 0 or later. */
  readonly time: ArrayLike<number>;
  /** 1 or true where the event happened then, 0 or false where nobody knows what came after. */
  readonly event: ArrayLike<number | boolean>;
  /** When it began to be seen, before `time`: for late entry, and for covariates that change. From the beginning where it is not given. */
  readonly start?: ArrayLike<number>;
};

export function survivalIssues(path: string, { time, event, start }: SurvivalData): readonly InputIssue[] {
  const under = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const issues: InputIssue[] = [];
  if (event.length !== time.length)
    issues.push({
      path: under("event"),
      message: `expected ${time.length} values as there are times, got ${event.length}`,
    });
  if (start && start.length !== time.length)
    issues.push({
      path: under("start"),
      message: `expected ${time.length} values as there are times, got ${start.length}`,
    });
  for (let index = 0; index < time.length; index += 1) {
    const end = at(time, index);
    if (!(Number.isFinite(end) && end >= 0))
      issues.push({ path: under(`time.${index}`), message: `expected a time of 0 or more, got ${end}` });
    const happened = event[index];
    if (happened !== undefined && ![0, 1, true, false].includes(happened))
      issues.push({ path: under(`event.${index}`), message: `expected 0 or 1, got ${happened}` });
    const begin = start?.[index];
    if (begin !== undefined && !(Number.isFinite(begin) && begin < end))
      issues.push({ path: under(`start.${index}`), message: `expected a time before ${end}, got ${begin}` });
  }
  return issues;
}

/** A time at which something happened, with how many were seen just before. */
export type RiskTime = {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
};

/** All times at which somebody had the event or was last seen, in order. */
export function riskTimes({ time, event, start }: SurvivalData): readonly RiskTime[] {
  const order = indexOrder(time);
  const entries = start && Float64Array.from(start).sort();
  const found: RiskTime[] = [];
  for (let from = 0; from < order.length; ) {
    const now = at(time, at(order, from));
    let to = from;
    let events = 0;
    while (to < order.length && at(time, at(order, to)) === now) {
      events += Number(event[at(order, to)]);
      to += 1;
    }
    const notEntered = entries === undefined ? 0 : entries.length - firstAtLeast(entries, now);
    found.push({ time: now, atRisk: order.length - from - notEntered, events, censored: to - from - events });
    from = to;
  }
  return found;
}

/** The indices in the order of their values. */
export function indexOrder(values: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: values.length }, (_, index) => index).sort(
    (a, b) => at(values, a) - at(values, b),
  );
}

/** The first index of sorted values that is not below `value`. */
export function firstAtLeast(sorted: ArrayLike<number>, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(sorted, middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
