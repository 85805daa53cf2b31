import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { betaQuantileLogit } from "../distributions/incomplete-beta.ts";
import { pointAtLogit } from "../distributions/unit-point.ts";
import { type Estimate, type Interval, noEstimate } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { type Occurrences, occurrenceIssues } from "./occurrences.ts";
import { normalReach } from "./wald.ts";

export type { Occurrences };

/**
 * A proportion with its exact interval, which never covers less than its level and often more.
 *
 * Clopper and Pearson (1934), The use of confidence or fiducial limits, Biometrika 26:404.
 */
export function clopperPearson(
  occurrences: Occurrences,
  { level = usualLevel }: LevelOption = {},
): Result<Estimate, InvalidInput> {
  return checked(occurrences, level, exactProportion);
}

/** `clopperPearson` of counts and a level that are known to be sound. */
export function exactProportion(occurrences: Occurrences, level: number): Estimate {
  return proportion(occurrences, level, "Clopper and Pearson 1934", exactInterval);
}

/**
 * A proportion with the interval of the score test, which covers its level on average.
 *
 * Wilson (1927), Probable inference, the law of succession, and statistical inference, J. Am. Stat. Assoc. 22:209.
 */
export function wilson(
  occurrences: Occurrences,
  { level = usualLevel }: LevelOption = {},
): Result<Estimate, InvalidInput> {
  const score = (): Estimate => proportion(occurrences, level, "Wilson 1927", scoreInterval);
  return checked(occurrences, level, score);
}

type Limits = Pick<Interval, "lower" | "upper">;

function checked(
  occurrences: Occurrences,
  level: number,
  estimate: (occurrences: Occurrences, level: number) => Estimate,
): Result<Estimate, InvalidInput> {
  const issues = [...occurrenceIssues("", occurrences), ...levelIssues(level)];
  return issues.length > 0 ? failed(invalidInput(...issues)) : ok(estimate(occurrences, level));
}

function proportion(
  { events, n }: Occurrences,
  level: number,
  source: string,
  limits: (occurrences: Occurrences, level: number) => Limits,
): Estimate {
  const method = `Proportion (${source})`;
  if (n === 0) return noEstimate(method, 0, "no-observations", "Nothing was observed.");
  const share = events / n;
  return {
    method,
    estimate: share,
    standardError: Math.sqrt((share * (1 - share)) / n),
    interval: { ...limits({ events, n }, level), level, method: source },
    n,
    warnings: [],
  };
}

function exactInterval({ events, n }: Occurrences, level: number): Limits {
  const [small, large] = [(1 - level) / 2, (1 + level) / 2];
  const quantile = (p: number, q: number, a: number, b: number): number =>
    pointAtLogit(betaQuantileLogit({ p, q }, a, b)).x;
  return {
    lower: events === 0 ? 0 : quantile(small, large, events, n - events + 1),
    upper: events === n ? 1 : quantile(large, small, events + 1, n - events),
  };
}

function scoreInterval({ events, n }: Occurrences, level: number): Limits {
  const square = normalReach(level) ** 2;
  const center = (events + square / 2) / (n + square);
  const half = Math.sqrt(square * ((events * (n - events)) / n + square / 4)) / (n + square);
  return { lower: events === 0 ? 0 : center - half, upper: events === n ? 1 : center + half };
}
