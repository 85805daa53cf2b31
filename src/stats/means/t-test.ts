import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { studentTCdf, studentTQuantile } from "../distributions/student-t.ts";
import { type Estimate, warning } from "../estimate.ts";
import {
  type Alternative,
  type AlternativeOption,
  type HypothesisTest,
  pValueOf,
} from "../hypothesis-test.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { type Summary, summaryOf } from "./welch.ts";

export type TTestOptions = LevelOption &
  AlternativeOption & {
    /** The mean, or difference of means, that is tested; 0 where it is not given. */
    readonly nullValue?: number;
  };

export type TTest = HypothesisTest & Pick<Estimate, "estimate" | "standardError" | "interval">;

/** The t test of one mean; of pairs, give their differences. Student (1908), Biometrika 6:1. */
export function oneSampleTTest(
  values: readonly number[],
  options: TTestOptions = {},
): Result<TTest, InvalidInput> {
  const issues = [...valueIssues("values", values), ...optionIssues(options)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const { n, mean, sd } = summaryOf(values);
  const standardError = sd === null ? null : sd / Math.sqrt(n);
  return ok(
    tested(
      "One-sample t test (Student 1908)",
      { estimate: mean, standardError, degreesOfFreedom: n - 1, n },
      options,
    ),
  );
}

/** The t test of the mean of paired differences, first − second. Student (1908), Biometrika 6:1. */
export function pairedTTest(
  first: readonly number[],
  second: readonly number[],
  options: TTestOptions = {},
): Result<TTest, InvalidInput> {
  if (first.length !== second.length) {
    const message = `expected ${first.length} values as in the first, got ${second.length}`;
    return failed(invalidInput({ path: "second", message }));
  }
  const issues = [...valueIssues("first", first), ...valueIssues("second", second)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const result = oneSampleTTest(
    first.map((value, index) => value - (second[index] ?? 0)),
    options,
  );
  return result.ok ? ok({ ...result.value, method: "Paired t test (Student 1908)" }) : result;
}

/**
 * The t test of the difference of two means, first − second, of samples or of what is told of them. `welch`, where it is not given, lets the
 * variances differ; `pooled` takes them for one.
 *
 * Welch (1947), Biometrika 34:28, with the degrees of freedom of Satterthwaite (1946), Biometrics Bull. 2:110; Student (1908), Biometrika 6:1.
 */
export function twoSampleTTest(
  first: readonly number[] | Summary,
  second: readonly number[] | Summary,
  { variances = "welch", ...options }: TTestOptions & { readonly variances?: "welch" | "pooled" } = {},
): Result<TTest, InvalidInput> {
  const issues = [
    ...sampleIssues("first", first),
    ...sampleIssues("second", second),
    ...optionIssues(options),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const [one, other] = [summarized(first), summarized(second)];
  const estimate = one.mean === null || other.mean === null ? null : one.mean - other.mean;
  const spread = variances === "welch" ? welchSpread(one, other) : pooledSpread(one, other);
  const method =
    variances === "welch"
      ? "Two-sample t test (Welch 1947)"
      : "Two-sample t test, pooled variance (Student 1908)";
  return ok(tested(method, { estimate, ...spread, n: one.n + other.n }, options));
}

type Spread = { readonly standardError: number | null; readonly degreesOfFreedom: number };

function welchSpread(one: Summary, other: Summary): Spread {
  if (one.sd === null || other.sd === null) return { standardError: null, degreesOfFreedom: 0 };
  const [a, b] = [one.sd ** 2 / one.n, other.sd ** 2 / other.n];
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / (one.n - 1) + b ** 2 / (other.n - 1));
  return { standardError: Math.sqrt(a + b), degreesOfFreedom };
}

function pooledSpread(one: Summary, other: Summary): Spread {
  const degreesOfFreedom = one.n + other.n - 2;
  if (one.n === 0 || other.n === 0 || degreesOfFreedom < 1)
    return { standardError: null, degreesOfFreedom: 0 };
  const squares = (one.n - 1) * (one.sd ?? 0) ** 2 + (other.n - 1) * (other.sd ?? 0) ** 2;
  const standardError = Math.sqrt((squares / degreesOfFreedom) * (1 / one.n + 1 / other.n));
  return { standardError, degreesOfFreedom };
}

type Found = Spread & { readonly estimate: number | null; readonly n: number };

function tested(
  method: string,
  { estimate, standardError, degreesOfFreedom, n }: Found,
  { nullValue = 0, alternative = "two-sided", level = usualLevel }: TTestOptions,
): TTest {
  const shared = { method, alternative, n, estimate, standardError };
  if (estimate === null || standardError === null || !(standardError > 0)) {
    const why =
      standardError === 0 ? "The values do not vary." : "There are too few values for a standard error.";
    return {
      ...shared,
      statistic: null,
      degreesOfFreedom: null,
      pValue: null,
      interval: null,
      warnings: [warning("not-estimable", why)],
    };
  }
  const statistic = (estimate - nullValue) / standardError;
  const tails = {
    lower: studentTCdf(statistic, degreesOfFreedom),
    upper: studentTCdf(-statistic, degreesOfFreedom),
  };
  return {
    ...shared,
    statistic,
    degreesOfFreedom,
    pValue: pValueOf(tails, alternative),
    interval: {
      ...limitsOf(estimate, standardError, { degreesOfFreedom, alternative, level }),
      level,
      method: "t",
    },
    warnings: [],
  };
}

function limitsOf(
  estimate: number,
  standardError: number,
  {
    degreesOfFreedom,
    alternative,
    level,
  }: { readonly degreesOfFreedom: number; readonly alternative: Alternative; readonly level: number },
): { readonly lower: number; readonly upper: number } {
  const outside = alternative === "two-sided" ? (1 - level) / 2 : 1 - level;
  const reach = -studentTQuantile(outside, degreesOfFreedom) * standardError;
  return {
    lower: alternative === "less" ? Number.NEGATIVE_INFINITY : estimate - reach,
    upper: alternative === "greater" ? Number.POSITIVE_INFINITY : estimate + reach,
  };
}

function summarized(sample: readonly number[] | Summary): Summary {
  return "mean" in sample ? sample : summaryOf(sample);
}

function sampleIssues(path: string, sample: readonly number[] | Summary): readonly InputIssue[] {
  if (!("mean" in sample)) return valueIssues(path, sample);
  const { n, mean, sd } = sample;
  return [
    ...(Number.isSafeInteger(n) && n >= 0
      ? []
      : [{ path: `${path}.n`, message: `expected a count, got ${n}` }]),
    ...(mean === null || Number.isFinite(mean)
      ? []
      : [{ path: `${path}.mean`, message: `expected a finite number, got ${mean}` }]),
    ...(sd === null || (sd >= 0 && Number.isFinite(sd))
      ? []
      : [{ path: `${path}.sd`, message: `expected 0 or more, got ${sd}` }]),
  ];
}

function valueIssues(path: string, values: readonly number[]): readonly InputIssue[] {
  return values.flatMap((value, index) =>
    Number.isFinite(value)
      ? []
      : [{ path: `${path}.${index}`, message: `expected a finite number, got ${value}` }],
  );
}

function optionIssues({ level = usualLevel, nullValue = 0 }: TTestOptions): readonly InputIssue[] {
  return [
    ...levelIssues(level),
    ...(Number.isFinite(nullValue)
      ? []
      : [{ path: "nullValue", message: `expected a finite number, got ${nullValue}` }]),
  ];
}
