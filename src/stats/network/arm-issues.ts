import type { InputIssue } from "#kernel";
import { armsByStudy } from "./arms.ts";

type Arm = { readonly study: string; readonly treatment: string; readonly n?: number };

/** What is wrong with arms: values that none can have, a treatment twice in a study, a study with one arm. */
export function armIssues<One extends Arm>(
  arms: readonly One[],
  valueIssue: (arm: One) => string | undefined,
): readonly InputIssue[] {
  const values = arms.flatMap((arm, index) => {
    const message = valueIssue(arm);
    return message === undefined ? [] : [{ path: `arms.${index}`, message }];
  });
  return [...values, ...[...armsByStudy(arms)].flatMap(([study, own]) => studyArmIssues(study, own))];
}

function studyArmIssues(study: string, arms: readonly Arm[]): readonly InputIssue[] {
  const path = `studies.${study}`;
  if (arms.length < 2) return [{ path, message: "expected two arms or more, got one" }];
  const names = arms.map(({ treatment }) => treatment);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? [] : [{ path, message: `expected every treatment once, got ${twice} twice` }];
}

export function eventIssue({
  events,
  n,
}: {
  readonly events: number;
  readonly n: number;
}): string | undefined {
  const sound = Number.isSafeInteger(n) && n > 0 && events >= 0 && events <= n && Number.isFinite(events);
  return sound ? undefined : `expected events from 0 to n of a positive count n, got ${events} of ${n}`;
}

export function meanIssue(arm: {
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
}): string | undefined {
  const sound =
    Number.isFinite(arm.mean) &&
    arm.sd > 0 &&
    Number.isFinite(arm.sd) &&
    arm.n >= 1 &&
    Number.isFinite(arm.n);
  return sound
    ? undefined
    : `expected a mean, a positive sd and a count, got ${arm.mean}, ${arm.sd} and ${arm.n}`;
}

export function rateIssue({
  events,
  time,
}: {
  readonly events: number;
  readonly time: number;
}): string | undefined {
  const sound = events >= 0 && Number.isFinite(events) && time > 0 && Number.isFinite(time);
  return sound ? undefined : `expected a count of events and a positive time, got ${events} and ${time}`;
}
