import type { InputIssue } from "#kernel";

/** What each study found: its estimate and the variance of its sampling error, which is taken as known. */
export type StudyEffects = {
  readonly estimates: ArrayLike<number>;
  readonly variances: ArrayLike<number>;
};

/** Squares and cubes of numbers beyond would leave the range of double precision. */
const largest = 1e90;

/** What is wrong with effects: lists of different length, estimates that are not finite, variances that are not above 0. */
export function effectIssues({ estimates, variances }: StudyEffects): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  if (estimates.length === 0)
    issues.push({ path: "estimates", message: "expected at least one study, got none" });
  if (estimates.length !== variances.length) {
    const message = `expected ${estimates.length} variances, one to an estimate, got ${variances.length}`;
    issues.push({ path: "variances", message });
  }
  for (let index = 0; index < estimates.length; index += 1) {
    const estimate = estimates[index];
    if (!(Math.abs(estimate as number) <= largest))
      issues.push(outside(`estimates.${index}`, `a number of at most ${largest} in size`, estimate));
  }
  for (let index = 0; index < variances.length; index += 1) {
    const variance = variances[index] as number;
    if (!(variance >= 1 / largest && variance <= largest))
      issues.push(
        outside(`variances.${index}`, `a variance above 0, from ${1 / largest} to ${largest}`, variance),
      );
  }
  return issues;
}

function outside(path: string, expected: string, got: number | undefined): InputIssue {
  return { path, message: `expected ${expected}, got ${got}` };
}
