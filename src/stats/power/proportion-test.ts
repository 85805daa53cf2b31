import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { findRoot } from "../numerics/root.ts";
import { rateIssues } from "./error-rates.ts";

/** A comparison of two proportions in planning, with `n` per group. */
export type ProportionTestPlan = {
  readonly n: number;
  readonly first: number;
  readonly second: number;
  readonly level?: number;
  readonly sides?: 1 | 2;
  /** Whether rejections on the wrong side count as power; they do not, unless true. */
  readonly bothTails?: boolean;
};

type Asked = "n" | "second" | "level";
export type ProportionTestQuestion<Which extends Asked> = Omit<ProportionTestPlan, Which> & {
  readonly power: number;
};

/**
 * The power of the χ² test of two proportions without a correction, normal throughout: pooled variance under no effect,
 * separate ones under the effect, as R's power.prop.test.
 *
 * Fleiss (1981), Statistical Methods for Rates and Proportions, 2nd ed., ch. 3.
 */
export function proportionTestPower(plan: ProportionTestPlan): Result<number, InvalidInput> {
  const issues = planIssues(plan);
  return issues.length > 0 ? failed(invalidInput(...issues)) : ok(powerOf(plan));
}

/** The number per group, not rounded, that gives the power. */
export function proportionTestSize(question: ProportionTestQuestion<"n">): Result<number, InvalidInput> {
  if (question.first === question.second) {
    const message = `expected another proportion than first, got ${question.second}`;
    return failed(invalidInput({ path: "second", message }));
  }
  return solved(question, "n", { low: 1, high: 1e12 });
}

/** The second proportion, above the first, that is found with the power. */
export function proportionTestSecond(
  question: ProportionTestQuestion<"second">,
): Result<number, InvalidInput> {
  return solved(question, "second", { low: question.first, high: 1 });
}

/** The level at which the test has the power. */
export function proportionTestLevel(question: ProportionTestQuestion<"level">): Result<number, InvalidInput> {
  return solved(question, "level", { low: 1e-12, high: 1 - 1e-12 });
}

function solved(
  question: Partial<ProportionTestPlan> & { readonly power: number },
  asked: Asked,
  bracket: { readonly low: number; readonly high: number },
): Result<number, InvalidInput> {
  const usual = { n: 2, first: 0.5, second: 0.5, level: 0.05 };
  const at = (value: number): ProportionTestPlan => ({ ...usual, ...question, [asked]: value });
  const issues = [...planIssues(at(usual[asked])), ...rateIssues({ power: question.power })];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const root = findRoot((value) => powerOf(at(value)) - question.power, bracket);
  if (root !== undefined) return ok(root.root);
  const message = `expected a power that some ${asked} gives, got ${question.power}`;
  return failed(invalidInput({ path: "power", message }));
}

function powerOf({
  n,
  first,
  second,
  level = 0.05,
  sides = 2,
  bothTails = false,
}: ProportionTestPlan): number {
  const middle = (first + second) / 2;
  const none = -normalQuantile(level / sides) * Math.sqrt(2 * middle * (1 - middle));
  const spread = Math.sqrt(first * (1 - first) + second * (1 - second));
  const reach = Math.sqrt(n) * Math.abs(first - second);
  const right = normalCdf((reach - none) / spread);
  return bothTails && sides === 2 ? right + normalCdf((-reach - none) / spread) : right;
}

function planIssues({ n, first, second, level = 0.05, sides = 2 }: ProportionTestPlan): InputIssue[] {
  const issues = [...rateIssues({ first, second, level })];
  if (!(n >= 1 && n <= 1e12))
    issues.push({ path: "n", message: `expected a number from 1 to 1e12, got ${n}` });
  if (sides !== 1 && sides !== 2) issues.push({ path: "sides", message: `expected 1 or 2, got ${sides}` });
  return issues;
}

/**
 * The number per group, not rounded, by the variance-stabilizing arcsine: ((z₁₋α + z₁₋β) / (2 asin √p₁ − 2 asin √p₂))².
 *
 * Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, ch. 6.
 */
export function arcsineSize(question: ProportionTestQuestion<"n">): Result<number, InvalidInput> {
  const { first, second, level = 0.05, sides = 2, power } = question;
  const issues = [...planIssues({ n: 2, ...question }), ...rateIssues({ power })];
  if (first === second)
    issues.push({ path: "second", message: `expected another proportion, got ${second}` });
  if (issues.length > 0) return failed(invalidInput(...issues));
  const distance = 2 * Math.asin(Math.sqrt(first)) - 2 * Math.asin(Math.sqrt(second));
  return ok(((normalQuantile(power) - normalQuantile(level / sides)) / distance) ** 2);
}
