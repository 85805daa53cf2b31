import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredTails } from "../distributions/chi-squared.ts";
import { type StatisticalWarning, warning } from "../estimate.ts";
import type { HypothesisTest } from "../hypothesis-test.ts";
import { cholesky, solveCholesky } from "../linear/cholesky.ts";
import { at, columnVector, dot, entry, type Matrix, submatrix, zeros } from "../linear/matrix.ts";
import { type SurvivalData, survivalIssues } from "./survival-data.ts";

/** How much an event weighs by when it happens; S is the survival of all just before it. */
export type LogRankWeights =
  | "log-rank"
  /** How many are at risk. Gehan (1965), Biometrika 52:203. */
  | "gehan"
  /** The root of it. Tarone and Ware (1977), Biometrika 64:156. */
  | "tarone-ware"
  /** S itself. Peto and Peto (1972), J. R. Stat. Soc. A 135:185. */
  | "peto"
  /** S^ρ (1 − S)^γ. Fleming and Harrington (1981), Commun. Stat. Theory Methods 10:763. */
  | { readonly rho: number; readonly gamma: number };

export type LogRankOptions = {
  readonly weights?: LogRankWeights;
  /** A stratum for each observation, within which alone groups are compared. */
  readonly strata?: ArrayLike<string | number>;
};

export type GroupEvents = {
  readonly group: string;
  readonly n: number;
  readonly observed: number;
  readonly expected: number;
};

export type LogRankTest = HypothesisTest & {
  /** Weighted, as the weights have it. */
  readonly groups: readonly GroupEvents[];
  /** Of observed − expected, in the order of the groups. */
  readonly covariance: Matrix;
  /** Of the second of two groups against the first: exp((O − E) / V), Peto's estimate; null with more groups, or other weights. */
  readonly hazardRatio: { readonly estimate: number; readonly logStandardError: number } | null;
};

/**
 * The test that groups have one survival curve; with strata, one in each.
 *
 * Mantel (1966), Cancer Chemother. Rep. 50:163; Peto et al. (1977), Br. J. Cancer 35:1, for strata and the hazard ratio.
 */
export function logRankTest(
  data: SurvivalData & { readonly group: ArrayLike<string | number> },
  { weights = "log-rank", strata }: LogRankOptions = {},
): Result<LogRankTest, InvalidInput> {
  const issues = [
    ...survivalIssues("", data),
    ...lengthIssues("group", data.group, data.time.length),
    ...lengthIssues("strata", strata, data.time.length),
    ...exponentIssues(weights),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const names = [...new Set(Array.from(data.group))].sort(byValue).map(String);
  const sums = {
    observed: new Float64Array(names.length),
    expected: new Float64Array(names.length),
    covariance: zeros(names.length, names.length),
  };
  for (const members of membersByStratum(strata, data.time.length))
    addStratum(sums, names, data, members, weights);
  const { statistic, degreesOfFreedom } = statisticOf(sums);
  const groups = names.map((group, index) => ({
    group,
    n: Array.from(data.group).filter((one) => String(one) === group).length,
    observed: at(sums.observed, index),
    expected: at(sums.expected, index),
  }));
  return ok({
    method: methodOf(weights, strata !== undefined),
    statistic,
    degreesOfFreedom,
    pValue: statistic === null ? null : chiSquaredTails(statistic, degreesOfFreedom).upper,
    alternative: "two-sided",
    n: data.time.length,
    groups,
    covariance: sums.covariance,
    hazardRatio: petoRatio(sums, weights),
    warnings: statistic === null ? [nothingToCompare(data.time.length)] : [],
  });
}

function lengthIssues(
  path: string,
  values: ArrayLike<unknown> | undefined,
  length: number,
): readonly InputIssue[] {
  if (values === undefined || values.length === length) return [];
  return [{ path, message: `expected ${length} values as there are times, got ${values.length}` }];
}

function exponentIssues(weights: LogRankWeights): readonly InputIssue[] {
  if (typeof weights === "string" || (Number.isFinite(weights.rho) && Number.isFinite(weights.gamma)))
    return [];
  return [{ path: "weights", message: `expected finite exponents, got ${weights.rho} and ${weights.gamma}` }];
}

function byValue(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : 1;
}

function membersByStratum(
  strata: ArrayLike<string | number> | undefined,
  n: number,
): Iterable<readonly number[]> {
  const members = new Map<string | number, number[]>();
  for (let index = 0; index < n; index += 1) {
    const stratum = strata?.[index] ?? "";
    const known = members.get(stratum);
    if (known === undefined) members.set(stratum, [index]);
    else known.push(index);
  }
  return members.values();
}

type Sums = { readonly observed: Float64Array; readonly expected: Float64Array; readonly covariance: Matrix };

function addStratum(
  { observed, expected, covariance }: Sums,
  names: readonly string[],
  { time, event, start, group }: SurvivalData & { readonly group: ArrayLike<string | number> },
  members: readonly number[],
  weights: LogRankWeights,
): void {
  const places = new Map(names.map((name, index) => [name, index]));
  const placeOf = (member: number): number => places.get(String(group[member])) ?? 0;
  const byTime = [...members].sort((a, b) => at(time, b) - at(time, a));
  const byStart = start && [...members].sort((a, b) => at(start, b) - at(start, a));
  const moments: Moment[] = [];
  const risk = new Float64Array(names.length);
  let left = 0;
  for (let index = 0; index < byTime.length; ) {
    const now = at(time, byTime[index] ?? 0);
    const events = new Float64Array(names.length);
    for (; index < byTime.length && at(time, byTime[index] ?? 0) === now; index += 1) {
      const member = byTime[index] ?? 0;
      const place = placeOf(member);
      risk[place] = at(risk, place) + 1;
      events[place] = at(events, place) + Number(event[member]);
    }
    for (; byStart && start && left < byStart.length && at(start, byStart[left] ?? 0) >= now; left += 1) {
      const place = placeOf(byStart[left] ?? 0);
      risk[place] = at(risk, place) - 1;
    }
    if (events.some((count) => count > 0)) moments.push({ events, risk: Float64Array.from(risk) });
  }
  let survival = 1;
  for (const { events, risk: seen } of moments.reverse()) {
    const [died, all] = [total(events), total(seen)];
    const weight = weightOf(weights, survival, all);
    const spread = all > 1 ? (weight ** 2 * died * (all - died)) / (all * all * (all - 1)) : 0;
    for (let i = 0; i < seen.length; i += 1) {
      observed[i] = at(observed, i) + weight * at(events, i);
      expected[i] = at(expected, i) + (weight * died * at(seen, i)) / all;
      for (let j = 0; j < seen.length; j += 1) {
        const place = i * seen.length + j;
        covariance.values[place] =
          at(covariance.values, place) + spread * at(seen, i) * ((i === j ? all : 0) - at(seen, j));
      }
    }
    survival *= (all - died) / all;
  }
}

/** A time of events: how many each group had, and how many of it were at risk. */
type Moment = { readonly events: Float64Array; readonly risk: Float64Array };

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function weightOf(weights: LogRankWeights, survival: number, atRisk: number): number {
  if (weights === "log-rank") return 1;
  if (weights === "gehan") return atRisk;
  if (weights === "tarone-ware") return Math.sqrt(atRisk);
  if (weights === "peto") return survival;
  return survival ** weights.rho * (1 - survival) ** weights.gamma;
}

/** (O − E)′ V⁻ (O − E), without groups that nothing was expected of and without the last: the sum is 0. */
function statisticOf({ observed, expected, covariance }: Sums): {
  readonly statistic: number | null;
  readonly degreesOfFreedom: number;
} {
  const present = Array.from(expected.keys()).filter((index) => at(expected, index) > 0);
  const used = present.slice(0, -1);
  const factor = used.length === 0 ? undefined : cholesky(submatrix(covariance, used, used), 1e-12);
  if (factor === undefined) return { statistic: null, degreesOfFreedom: Math.max(0, used.length) };
  const excess = used.map((index) => at(observed, index) - at(expected, index));
  const solved = solveCholesky(factor, columnVector(excess)).values;
  return { statistic: dot(excess, solved), degreesOfFreedom: used.length };
}

function petoRatio(
  { observed, expected, covariance }: Sums,
  weights: LogRankWeights,
): LogRankTest["hazardRatio"] {
  const variance = observed.length === 2 ? entry(covariance, 1, 1) : 0;
  if (weights !== "log-rank" || !(variance > 0)) return null;
  return {
    estimate: Math.exp((at(observed, 1) - at(expected, 1)) / variance),
    logStandardError: 1 / Math.sqrt(variance),
  };
}

function methodOf(weights: LogRankWeights, isStratified: boolean): string {
  const names = {
    "log-rank": "Log-rank test (Mantel 1966)",
    gehan: "Gehan's test (1965)",
    "tarone-ware": "Tarone–Ware test (1977)",
    peto: "Peto–Peto test (1972)",
  };
  const name =
    typeof weights === "string"
      ? names[weights]
      : `Fleming–Harrington test (1981), ρ = ${weights.rho}, γ = ${weights.gamma}`;
  return isStratified ? `Stratified ${name}` : name;
}

function nothingToCompare(n: number): StatisticalWarning {
  if (n === 0) return warning("no-observations", "Nobody was observed.");
  return warning("not-estimable", "It takes two groups at risk together and an event.");
}
