import type { InputIssue } from "#kernel";

/** How often a test may err. */
export type ErrorRates = {
  /** The level of the test, both sides together where there are two. */
  readonly alpha?: number;
  readonly beta?: number;
  readonly sides?: 1 | 2;
};

export type SoundErrorRates = Required<ErrorRates>;

export function errorRateIssues({ alpha, beta, sides }: SoundErrorRates): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  if (!(alpha > 0 && alpha < 0.5))
    issues.push({ path: "alpha", message: `expected a level above 0 and below 0.5, got ${alpha}` });
  if (!(beta > 0 && beta < 1))
    issues.push({ path: "beta", message: `expected a probability between 0 and 1, got ${beta}` });
  if (sides !== 1 && sides !== 2) issues.push({ path: "sides", message: `expected 1 or 2, got ${sides}` });
  return issues;
}

/** An issue for each of the numbers that is not above 0, or is too large to compute with. */
export function positiveIssues(values: Readonly<Record<string, number>>): readonly InputIssue[] {
  return Object.entries(values)
    .filter(([, value]) => !(value > 0 && value < 1e100))
    .map(([path, value]) => ({ path, message: `expected a number above 0, up to 1e100, got ${value}` }));
}

export function finiteIssues(values: Readonly<Record<string, number>>): readonly InputIssue[] {
  return Object.entries(values)
    .filter(([, value]) => !(Math.abs(value) < 1e100))
    .map(([path, value]) => ({ path, message: `expected a number within 1e100 of 0, got ${value}` }));
}

/** An issue for each of the numbers that is not a probability strictly between 0 and 1. */
export function rateIssues(values: Readonly<Record<string, number>>): readonly InputIssue[] {
  return Object.entries(values)
    .filter(([, value]) => !(value > 0 && value < 1))
    .map(([path, value]) => ({ path, message: `expected a rate between 0 and 1, got ${value}` }));
}
