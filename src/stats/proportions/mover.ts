import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Estimate, noEstimate } from "../estimate.ts";
import type { Occurrences } from "../intervals/occurrences.ts";
import { type ProportionMethod, proportionLimits } from "../intervals/proportion-interval.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { scoreWarnings } from "./score-interval.ts";
import {
  observedEffect,
  type RiskContrast,
  type TwoProportions,
  twoProportionIssues,
} from "./two-proportions.ts";

export type MoverOptions = LevelOption & {
  readonly contrast: RiskContrast;
  /** The interval of each proportion; `wilson` where it is not given, and then differences have Newcombe's hybrid score interval. */
  readonly method?: ProportionMethod;
};

/** A quantity with its own interval. */
type Limited = { readonly value: number; readonly lower: number; readonly upper: number };

/**
 * A contrast of two proportions whose interval is put together from the interval of each: the method of variance estimates recovery.
 *
 * Differences: Newcombe (1998), Interval estimation for the difference between independent proportions, Stat. Med. 17:873, method 10, and 11 with
 * `wilson-corrected`. Ratios: Donner and Zou (2012), Stat. Methods Med. Res. 21:347; Fagerland and Newcombe (2013), Stat. Med. 32:2823.
 */
export function moverInterval(
  groups: TwoProportions,
  { contrast, method = "wilson", level = usualLevel }: MoverOptions,
): Result<Estimate, InvalidInput> {
  const issues = [...twoProportionIssues(groups), ...levelIssues(level)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const name =
    contrast === "risk-difference" && method.startsWith("wilson") ? "Newcombe 1998" : `MOVER, ${method}`;
  const title = `${contrast} (${name})`;
  const n = groups.first.n + groups.second.n;
  if (groups.first.n === 0 || groups.second.n === 0)
    return ok(noEstimate(title, n, "no-observations", "A group has no observations."));
  const [first, second] = [limited(groups.first, method, level), limited(groups.second, method, level)];
  if (first === undefined || second === undefined)
    return ok(
      noEstimate(
        title,
        n,
        "not-estimable",
        "The interval of a single proportion is not defined where nothing, or all, happened.",
      ),
    );
  const estimate = observedEffect(groups, contrast);
  const limits = combined(first, second, contrast);
  return ok({
    method: title,
    estimate,
    standardError: null,
    interval: { ...limits, level, method: name },
    n,
    warnings: scoreWarnings(estimate, limits),
  });
}

function limited(group: Occurrences, method: ProportionMethod, level: number): Limited | undefined {
  const limits = proportionLimits(group, method, { level });
  return limits === null ? undefined : { value: group.events / group.n, ...limits };
}

function combined(
  first: Limited,
  second: Limited,
  contrast: RiskContrast,
): { readonly lower: number; readonly upper: number } {
  if (contrast === "risk-difference") return differenceLimits(first, second, 0);
  if (contrast === "risk-ratio") return ratioLimits(first, second);
  return ratioLimits(odds(first), odds(second));
}

/** The limits of a difference of two estimates that correlate. */
export function differenceLimits(
  first: Limited,
  second: Limited,
  correlation: number,
): { readonly lower: number; readonly upper: number } {
  const reach = (a: number, b: number): number =>
    Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
  const difference = first.value - second.value;
  return {
    lower: difference - reach(first.value - first.lower, second.upper - second.value),
    upper: difference + reach(first.upper - first.value, second.value - second.lower),
  };
}

function odds({ value, lower, upper }: Limited): Limited {
  const of = (risk: number): number => risk / (1 - risk);
  return { value: of(value), lower: of(lower), upper: of(upper) };
}

function ratioLimits(first: Limited, second: Limited): { readonly lower: number; readonly upper: number } {
  return { lower: ratioLower(first, second), upper: 1 / ratioLower(second, first) };
}

/** The smaller root of the quadratic in the ratio whose coefficients recover both variances, written so that nothing cancels. */
function ratioLower(above: Limited, below: Limited): number {
  if (above.value === 0) return 0;
  // The root itself would forget here how uncertain the other is: this one remembers.
  if (!Number.isFinite(above.value)) return above.lower / below.upper;
  const top = above.lower * (2 * above.value - above.lower);
  const product = above.value * below.value;
  const drop = Number.isFinite(below.upper)
    ? top * below.upper * (2 * below.value - below.upper)
    : Number.NEGATIVE_INFINITY;
  return top / (product + Math.sqrt(Math.max(0, product ** 2 - drop)));
}
