import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { normalCdf } from "../distributions/normal.ts";
import { studentTQuantile } from "../distributions/student-t.ts";
import { expandBracket, findRoot } from "../numerics/root.ts";
import { finiteIssues, positiveIssues, rateIssues } from "./error-rates.ts";
import { overScale } from "./t-power.ts";

/** Two groups that are to be shown equivalent: their difference lies between the margins. */
export type EquivalencePlan = {
  readonly lowerMargin: number;
  readonly upperMargin: number;
  /** The true difference; 0 unless given. */
  readonly difference?: number;
  readonly standardDeviation: number;
  /** Of each of the two tests; 0.05 unless given. */
  readonly level?: number;
  /** How many in the first group for one in the second; 1 unless given. */
  readonly allocationRatio?: number;
};

/**
 * The power of the two one-sided t tests with `n` in all, exact: over the estimated standard deviation, of which both
 * tests share the one, the mean of a normal probability.
 *
 * Schuirmann (1987), J. Pharmacokinet. Biopharm. 15:657; Phillips (1990), ibid. 18:137.
 */
export function equivalencePower(
  plan: EquivalencePlan & { readonly n: number },
): Result<number, InvalidInput> {
  const issues = planIssues(plan);
  if (!(plan.n > 2 && plan.n < 1e12)) {
    issues.push({ path: "n", message: `expected a number above 2, up to 1e12, got ${plan.n}` });
  }
  return issues.length > 0 ? failed(invalidInput(...issues)) : ok(powerOf(plan, plan.n));
}

/** The number in all, not rounded, that shows equivalence with the power. */
export function equivalenceSize(
  plan: EquivalencePlan & { readonly power: number },
): Result<number, InvalidInput> {
  const issues = [...planIssues(plan), ...rateIssues({ power: plan.power })];
  const { difference = 0, lowerMargin, upperMargin } = plan;
  if (!(difference > lowerMargin && difference < upperMargin)) {
    issues.push({ path: "difference", message: `expected a number between the margins, got ${difference}` });
  }
  if (issues.length > 0) return failed(invalidInput(...issues));
  const lacking = (n: number): number => powerOf(plan, n) - plan.power;
  const bracket = expandBracket(lacking, { low: 3, high: 10 }, { side: "high" });
  const root = bracket && findRoot(lacking, bracket);
  if (root !== undefined) return ok(root.root);
  return failed(
    invalidInput({ path: "power", message: `expected a power above that of 3 in all, got ${plan.power}` }),
  );
}

function powerOf(plan: EquivalencePlan, n: number): number {
  const {
    lowerMargin,
    upperMargin,
    difference = 0,
    standardDeviation,
    level = 0.05,
    allocationRatio = 1,
  } = plan;
  const error = (standardDeviation * (1 + allocationRatio)) / Math.sqrt(n * allocationRatio);
  const critical = -studentTQuantile(level, n - 2);
  const [below, above] = [(difference - lowerMargin) / error, (upperMargin - difference) / error];
  return overScale(n - 2, critical, (s) =>
    Math.max(0, normalCdf(above - critical * s) - normalCdf(critical * s - below)),
  );
}

function planIssues(plan: EquivalencePlan): { path: string; message: string }[] {
  const {
    lowerMargin,
    upperMargin,
    difference = 0,
    standardDeviation,
    level = 0.05,
    allocationRatio = 1,
  } = plan;
  const issues = [
    ...finiteIssues({ lowerMargin, upperMargin, difference }),
    ...positiveIssues({ standardDeviation, allocationRatio }),
    ...rateIssues({ level }),
  ];
  if (lowerMargin >= upperMargin) {
    issues.push({ path: "upperMargin", message: `expected above lowerMargin, got ${upperMargin}` });
  }
  return issues;
}
