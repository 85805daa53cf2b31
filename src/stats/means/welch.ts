import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { studentTQuantile } from "../distributions/student-t.ts";
import { type Estimate, noEstimate, warning } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";

/** What is told of numbers: how many, their mean, and their standard deviation (divided by n − 1); null where there is none. */
export type Summary = { readonly n: number; readonly mean: number | null; readonly sd: number | null };

const method = "Difference of means (Welch 1947)";

/** The mean in two passes, so that far-off values cost no digits. */
export function summaryOf(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) return { n, mean: null, sd: null };
  const rough = total(values) / n;
  const mean = rough + total(values.map((value) => value - rough)) / n;
  if (n === 1) return { n, mean, sd: null };
  return { n, mean, sd: Math.sqrt(total(values.map((value) => (value - mean) ** 2)) / (n - 1)) };
}

/**
 * The mean of the first group less that of the second, with an interval that does not take their variances for equal: Student t with the
 * degrees of freedom of Welch (1947), Biometrika 34:28, and Satterthwaite (1946), Biometrics Bull. 2:110.
 */
export function welchDifference(
  first: readonly number[],
  second: readonly number[],
  { level = usualLevel }: LevelOption = {},
): Result<Estimate, InvalidInput> {
  const issues = [...levelIssues(level), ...valueIssues(first, "first"), ...valueIssues(second, "second")];
  return issues.length > 0 ? failed(invalidInput(...issues)) : ok(differenceOf(first, second, level));
}

function differenceOf(first: readonly number[], second: readonly number[], level: number): Estimate {
  const [a, b] = [summaryOf(first), summaryOf(second)];
  const n = a.n + b.n;
  if (a.mean === null || b.mean === null)
    return noEstimate(method, n, "no-observations", "One of the groups has no values.");
  const estimate = a.mean - b.mean;
  const bare = { method, estimate, standardError: null, interval: null, n };
  if (a.sd === null || b.sd === null) {
    const why = "One of the groups has a single value: its spread is not known.";
    return { ...bare, warnings: [warning("not-estimable", why)] };
  }
  const [va, vb] = [a.sd ** 2 / a.n, b.sd ** 2 / b.n];
  const standardError = Math.sqrt(va + vb);
  if (standardError === 0) {
    const why = "No value differs from its group's mean: the interval would have no width.";
    return { ...bare, standardError, warnings: [warning("no-spread", why)] };
  }
  const degreesOfFreedom = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  const reach = studentTQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  const interval = { lower: estimate - reach, upper: estimate + reach, level, method: "Student t" };
  return { ...bare, standardError, interval, warnings: [] };
}

function valueIssues(values: readonly number[], path: string): readonly InputIssue[] {
  return values.flatMap((value, index) =>
    Number.isFinite(value)
      ? []
      : [{ path: `${path}.${index}`, message: `expected a finite number, got ${value}` }],
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
