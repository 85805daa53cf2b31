import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { studentTQuantile } from "../distributions/student-t.ts";
import { expandBracket, findRoot } from "../numerics/root.ts";
import { finiteIssues, positiveIssues, rateIssues } from "./error-rates.ts";
import { tAbove } from "./t-power.ts";

/** A t test in planning. */
export type TTestPlan = {
  /** Per group, or pairs; any number from 2 on. */
  readonly n: number;
  readonly difference: number;
  /** Of the observations; of the differences within pairs. */
  readonly standardDeviation: number;
  /** The level, of both sides together where there are two; 0.05 unless given. */
  readonly level?: number;
  readonly kind?: "two-sample" | "one-sample" | "paired";
  readonly sides?: 1 | 2;
  /** Whether rejections on the wrong side count as power; they do, unless false. */
  readonly bothTails?: boolean;
};

type Question = "n" | "difference" | "standardDeviation" | "level";

/** What is asked for is left out, and the power given instead. */
export type TTestQuestion<Asked extends Question> = Omit<TTestPlan, Asked> & {
  readonly power: number;
};

/**
 * The power of Student's t test, exact by the noncentral t distribution.
 *
 * Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, ch. 2.
 */
export function tTestPower(plan: TTestPlan): Result<number, InvalidInput> {
  const issues = planIssues(plan);
  return issues.length > 0 ? failed(invalidInput(...issues)) : ok(powerOf(plan));
}

/** The number per group, not rounded, that gives the power; at least 2. */
export function tTestSize(question: TTestQuestion<"n">): Result<number, InvalidInput> {
  return solved(question, "n", { low: 2, high: 10 }, "high");
}

/** The difference, above 0, that is found with the power. */
export function tTestDifference(question: TTestQuestion<"difference">): Result<number, InvalidInput> {
  const { standardDeviation } = question;
  return solved(question, "difference", { low: 1e-10 * standardDeviation, high: standardDeviation }, "high");
}

/** The standard deviation with which the difference is found with the power. */
export function tTestStandardDeviation(
  question: TTestQuestion<"standardDeviation">,
): Result<number, InvalidInput> {
  const size = Math.abs(question.difference);
  const least = size === 0 ? 1 : size;
  return solved(question, "standardDeviation", { low: 1e-6 * least, high: least }, "high");
}

/** The level at which the test has the power. */
export function tTestLevel(question: TTestQuestion<"level">): Result<number, InvalidInput> {
  return solved(question, "level", { low: 1e-12, high: 1 - 1e-12 }, "none");
}

function solved(
  question: Partial<TTestPlan> & { readonly power: number },
  asked: Question,
  bracket: { readonly low: number; readonly high: number },
  side: "high" | "none",
): Result<number, InvalidInput> {
  const usual = { n: 2, difference: 1, level: 0.05, standardDeviation: 1 };
  const at = (value: number): TTestPlan => ({ ...usual, ...question, [asked]: value });
  const issues = [...planIssues(at(usual[asked])), ...rateIssues({ power: question.power })];
  if ((asked === "n" || asked === "standardDeviation") && question.difference === 0) {
    issues.push({ path: "difference", message: "expected another number than 0, got 0" });
  }
  if (issues.length > 0) return failed(invalidInput(...issues));
  const lacking = (value: number): number => powerOf(at(value)) - question.power;
  const wide = side === "high" ? expandBracket(lacking, bracket, { side: "high" }) : bracket;
  const root = wide && findRoot(lacking, wide);
  if (root !== undefined) return ok(root.root);
  const message = `expected a power that some ${asked} gives, got ${question.power}`;
  return failed(invalidInput({ path: "power", message }));
}

function powerOf({
  n,
  difference,
  standardDeviation,
  level = 0.05,
  kind = "two-sample",
  sides = 2,
  bothTails = true,
}: TTestPlan): number {
  const degreesOfFreedom = kind === "two-sample" ? 2 * (n - 1) : n - 1;
  const signed = sides === 2 ? Math.abs(difference) : difference;
  const noncentrality = Math.sqrt(kind === "two-sample" ? n / 2 : n) * (signed / standardDeviation);
  const critical = -studentTQuantile(level / sides, degreesOfFreedom);
  const above = tAbove(critical, { degreesOfFreedom, noncentrality });
  if (sides === 1 || !bothTails) return above;
  return above + tAbove(critical, { degreesOfFreedom, noncentrality: -noncentrality });
}

function planIssues(plan: TTestPlan): InputIssue[] {
  const { n, difference, standardDeviation, level = 0.05, sides = 2 } = plan;
  const issues = [
    ...finiteIssues({ difference }),
    ...positiveIssues({ standardDeviation }),
    ...rateIssues({ level }),
  ];
  if (!(n >= 2 && n < 1e12))
    issues.push({ path: "n", message: `expected a number from 2 to 1e12, got ${n}` });
  if (sides !== 1 && sides !== 2) issues.push({ path: "sides", message: `expected 1 or 2, got ${sides}` });
  return issues;
}
