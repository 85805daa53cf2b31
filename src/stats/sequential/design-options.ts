import type { InputIssue } from "#kernel";
import { type SpendingFunction, spendingIssues } from "./spending.ts";

/**
 * When the trial stops for efficacy, by bounds on Z at the information t of each look.
 *
 * - `obrien-fleming`: c / √t. O'Brien and Fleming (1979), Biometrics 35:549.
 * - `pocock`: c. Pocock (1977), Biometrika 64:191.
 * - `wang-tsiatis`: c · t^(`delta` − 0.5). Wang and Tsiatis (1987), Biometrics 43:193.
 * - `wang-tsiatis-optimum`: the delta that makes the expected information smallest: under the alternative (`H1`), that
 *   and the largest information together (`H1+maximum`), or summed over no effect, half and all of it (`sum`).
 * - `haybittle-peto`: `early`, 3 unless given, until the last look, and there what is left of alpha. Haybittle (1971),
 *   Br. J. Radiol. 44:793; Peto et al. (1976), Br. J. Cancer 34:585.
 * - `spending`: what a spending function allows.
 * - `pampallona-tsiatis`: c₁ · t^(`delta1` − 0.5), with futility at drift · √t − c₀ · t^(`delta0` − 0.5), which meet at
 *   the last look. Pampallona and Tsiatis (1994), J. Stat. Plan. Inference 42:19.
 * - `none-early`: at the last look alone.
 */
export type EfficacyRule =
  | { readonly kind: "obrien-fleming" | "pocock" | "none-early" }
  | { readonly kind: "wang-tsiatis"; readonly delta: number }
  | {
      readonly kind: "wang-tsiatis-optimum";
      readonly criterion?: OptimumCriterion;
      /** The delta is rounded to multiples of this. */
      readonly grid?: number;
    }
  | { readonly kind: "haybittle-peto"; readonly early?: number }
  | { readonly kind: "spending"; readonly spending: SpendingFunction }
  | {
      readonly kind: "pampallona-tsiatis";
      readonly delta1: number;
      readonly delta0: number;
      readonly binding?: boolean;
    };

export type OptimumCriterion = "H1" | "H1+maximum" | "sum";

/**
 * When the trial stops for futility. Where it is `binding` the trial has to stop there, and alpha is spent knowing
 * that; where it is not, going on does no harm to alpha.
 *
 * - `bounds` on Z for all looks but the last; null where a look does not stop for futility.
 * - `beta-spending`: what a spending function allows of beta, under the effect for which the trial has its power.
 *   Pampallona, Tsiatis and Kim (2001), Drug Inf. J. 35:1113. In a two-sided design a look whose bound would be below 0
 *   does not stop; its share is `carried` to the next look (the default) or `redistributed` in proportion.
 * - `null-spending`: what a spending function allows of `total` (1 − alpha unless given) under no effect.
 */
export type FutilityRule =
  | { readonly kind: "bounds"; readonly bounds: readonly (number | null)[]; readonly binding?: boolean }
  | {
      readonly kind: "beta-spending";
      readonly spending: SpendingFunction;
      readonly binding?: boolean;
      readonly skipped?: "carried" | "redistributed";
    }
  | {
      readonly kind: "null-spending";
      readonly spending: SpendingFunction;
      readonly total?: number;
      readonly binding?: boolean;
    };

export type DesignOptions = {
  /** The information of each look as a share of the planned maximum, or the number of equally spaced looks. */
  readonly looks: number | readonly number[];
  readonly efficacy: EfficacyRule;
  readonly futility?: FutilityRule;
  /** The probability of rejecting under no effect, of both sides together where there are two; 0.025 unless given. */
  readonly alpha?: number;
  /** The probability of not rejecting under the effect planned for; 0.2 unless given. */
  readonly beta?: number;
  /** A two-sided design is symmetric. One unless given. */
  readonly sides?: 1 | 2;
  /** Counts rejections on the wrong side as power, in two-sided designs. */
  readonly powerOfBothSides?: boolean;
};

export const mostLooks = 100;

export function timesOf(looks: DesignOptions["looks"]): readonly number[] {
  if (typeof looks !== "number") return looks;
  const count = Number.isInteger(looks) && looks > 0 && looks <= mostLooks ? looks : 0;
  return Array.from({ length: count }, (_, look) => (look + 1) / count);
}

export function designIssues(options: DesignOptions): readonly InputIssue[] {
  const { alpha = 0.025, beta = 0.2, sides = 1, efficacy, futility } = options;
  const times = timesOf(options.looks);
  const issues: InputIssue[] = [...lookIssues(options.looks, times)];
  if (!(alpha > 0 && alpha < 0.5)) {
    issues.push({ path: "alpha", message: `expected a probability above 0 and below 0.5, got ${alpha}` });
  }
  if (!(beta > 0 && beta < 1 - alpha)) {
    issues.push({ path: "beta", message: `expected a probability above 0 and below 1 - alpha, got ${beta}` });
  }
  if (sides !== 1 && sides !== 2) issues.push({ path: "sides", message: `expected 1 or 2, got ${sides}` });
  if (issues.length > 0) return issues;
  return [
    ...efficacyIssues(efficacy, alpha, times),
    ...(futility === undefined ? [] : futilityIssues(options, futility, times.length)),
  ];
}

function lookIssues(looks: DesignOptions["looks"], times: readonly number[]): readonly InputIssue[] {
  if (typeof looks === "number") {
    if (times.length > 0) return [];
    return [{ path: "looks", message: `expected a whole number from 1 to ${mostLooks}, got ${looks}` }];
  }
  const rising = times.every((time, look) => time > (times[look - 1] ?? 0) && time <= 1);
  if (rising && times.length > 0 && times.length <= mostLooks) return [];
  return [
    {
      path: "looks",
      message: `expected up to ${mostLooks} rising shares of the information, above 0 and at most 1, got ${times.join(", ")}`,
    },
  ];
}

function efficacyIssues(rule: EfficacyRule, alpha: number, times: readonly number[]): readonly InputIssue[] {
  const finite = (path: string, value: number): readonly InputIssue[] =>
    Math.abs(value) <= 5
      ? []
      : [{ path: `efficacy.${path}`, message: `expected a number from -5 to 5, got ${value}` }];
  if (rule.kind === "wang-tsiatis") return finite("delta", rule.delta);
  if (rule.kind === "pampallona-tsiatis")
    return [...finite("delta1", rule.delta1), ...finite("delta0", rule.delta0)];
  if (rule.kind === "haybittle-peto" && rule.early !== undefined && !(rule.early > 0 && rule.early < 40)) {
    return [{ path: "efficacy.early", message: `expected a bound above 0, below 40, got ${rule.early}` }];
  }
  if (rule.kind !== "spending") return [];
  return spendingIssues("efficacy.spending", rule.spending, alpha, times.length);
}

function futilityIssues(
  { efficacy, alpha = 0.025, beta = 0.2, sides = 1 }: DesignOptions,
  rule: FutilityRule,
  looks: number,
): readonly InputIssue[] {
  if (efficacy.kind === "pampallona-tsiatis" || efficacy.kind === "wang-tsiatis-optimum") {
    const message = `expected none beside ${efficacy.kind}, got ${rule.kind}`;
    return [{ path: "futility", message }];
  }
  if (rule.kind === "bounds") {
    if (sides === 2) {
      return [{ path: "futility", message: "expected beta-spending in a two-sided design, got bounds" }];
    }
    const { bounds } = rule;
    if (bounds.length === looks - 1 && bounds.every((bound) => bound === null || !Number.isNaN(bound)))
      return [];
    return [{ path: "futility.bounds", message: `expected ${looks - 1} numbers, got ${bounds.join(", ")}` }];
  }
  if (rule.kind === "null-spending" && sides === 2) {
    return [{ path: "futility", message: "expected beta-spending in a two-sided design, got null-spending" }];
  }
  const total = rule.kind === "beta-spending" ? beta : (rule.total ?? 1 - alpha);
  if (!(total > 0 && total <= 1 - alpha)) {
    return [{ path: "futility.total", message: `expected above 0, at most 1 - alpha, got ${total}` }];
  }
  return spendingIssues("futility.spending", rule.spending, total, looks);
}
