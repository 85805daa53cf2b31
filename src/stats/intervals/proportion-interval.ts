import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { betaQuantileLogit, incompleteBeta } from "../distributions/incomplete-beta.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { pointAtLogit } from "../distributions/unit-point.ts";
import { type Estimate, noEstimate, type StatisticalWarning, warning } from "../estimate.ts";
import type { Alternative } from "../hypothesis-test.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { findRoot } from "../numerics/root.ts";
import { type Occurrences, occurrenceIssues } from "./occurrences.ts";

/** How the interval of a proportion is made; the sources stand with `proportionInterval`. */
export type ProportionMethod =
  | "wilson"
  | "wilson-corrected"
  | "clopper-pearson"
  | "mid-p"
  | "jeffreys"
  | "agresti-coull"
  | "arcsine"
  | "logit"
  | "wald";

export type ProportionOptions = LevelOption & {
  /** `wilson` where it is not given. */
  readonly method?: ProportionMethod;
  /** `less` gives an upper limit alone, `greater` a lower one, each with the whole level. */
  readonly alternative?: Alternative;
};

type Limits = { readonly lower: number; readonly upper: number };

/** Both tails that the interval leaves out have this probability; `reach` is the normal quantile above. */
type Tail = { readonly outside: number; readonly reach: number };

const sources: Readonly<Record<ProportionMethod, string>> = {
  wilson: "Wilson 1927",
  "wilson-corrected": "Wilson 1927, continuity corrected",
  "clopper-pearson": "Clopper and Pearson 1934",
  "mid-p": "mid-P exact",
  jeffreys: "Jeffreys",
  "agresti-coull": "Agresti and Coull 1998",
  arcsine: "arcsine",
  logit: "logit",
  wald: "Wald",
};

/**
 * A proportion with an interval of one's choice.
 *
 * Wilson (1927), J. Am. Stat. Assoc. 22:209; Clopper and Pearson (1934), Biometrika 26:404; mid-P: Berry and Armitage (1995), Statistician
 * 44:417; Agresti and Coull (1998), Am. Stat. 52:119 (its interval is around the shrunken proportion, the estimate is not); Jeffreys, with its
 * ends at 0 and 1 where nothing or all happened, arcsine with Anscombe's 3/8 and logit: Brown, Cai and DasGupta (2001), Stat. Sci. 16:101.
 * The corrected Wilson interval: Newcombe (1998), Stat. Med. 17:857.
 */
export function proportionInterval(
  occurrences: Occurrences,
  { level = usualLevel, method = "wilson", alternative = "two-sided" }: ProportionOptions = {},
): Result<Estimate, InvalidInput> {
  const issues = [...occurrenceIssues("", occurrences), ...levelIssues(level)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const { events, n } = occurrences;
  const name = `Proportion (${sources[method]})`;
  if (n === 0) return ok(noEstimate(name, 0, "no-observations", "Nothing was observed."));
  const limits = proportionLimits(occurrences, method, { level, alternative });
  const share = events / n;
  return ok({
    method: name,
    estimate: share,
    standardError: Math.sqrt((share * (1 - share)) / n),
    interval: limits && { ...limits, level, method: sources[method] },
    n,
    warnings: limitWarnings(limits),
  });
}

/** The limits alone, of counts with `n` above 0; undefined where the method has none. */
export function proportionLimits(
  { events, n }: Occurrences,
  method: ProportionMethod,
  { level, alternative = "two-sided" }: { readonly level: number; readonly alternative?: Alternative },
): Limits | null {
  const outside = alternative === "two-sided" ? (1 - level) / 2 : 1 - level;
  const tail = { outside, reach: -normalQuantile(outside) };
  const limits = limitsOf[method](events, n, tail);
  if (Number.isNaN(limits.lower) || Number.isNaN(limits.upper)) return null;
  return {
    lower: alternative === "less" ? 0 : limits.lower,
    upper: alternative === "greater" ? 1 : limits.upper,
  };
}

const limitsOf: Readonly<Record<ProportionMethod, (x: number, n: number, tail: Tail) => Limits>> = {
  wilson: (x, n, { reach }) => scoreLimits(x, n, reach, 0),
  "wilson-corrected": (x, n, { reach }) => scoreLimits(x, n, reach, 0.5),
  "clopper-pearson": (x, n, { outside }) => ({
    lower: x === 0 ? 0 : betaQuantile(outside, x, n - x + 1),
    upper: x === n ? 1 : 1 - betaQuantile(outside, n - x, x + 1),
  }),
  jeffreys: (x, n, { outside }) => ({
    lower: x === 0 ? 0 : betaQuantile(outside, x + 0.5, n - x + 0.5),
    upper: x === n ? 1 : 1 - betaQuantile(outside, n - x + 0.5, x + 0.5),
  }),
  "mid-p": (x, n, { outside }) => ({
    lower: midPLower(x, n, outside),
    upper: 1 - midPLower(n - x, n, outside),
  }),
  "agresti-coull": (x, n, { reach }) => {
    const size = n + reach ** 2;
    const center = (x + reach ** 2 / 2) / size;
    const half = reach * Math.sqrt((center * (1 - center)) / size);
    return { lower: Math.max(0, center - half), upper: Math.min(1, center + half) };
  },
  arcsine: (x, n, { reach }) => {
    const angle = Math.asin(Math.sqrt((x + 0.375) / (n + 0.75)));
    const half = reach / (2 * Math.sqrt(n));
    return {
      lower: Math.sin(Math.max(0, angle - half)) ** 2,
      upper: Math.sin(Math.min(Math.PI / 2, angle + half)) ** 2,
    };
  },
  logit: (x, n, { reach }) => {
    const half = reach * Math.sqrt(n / (x * (n - x)));
    const center = Math.log(x / (n - x));
    if (!Number.isFinite(half)) return { lower: Number.NaN, upper: Number.NaN };
    return { lower: pointAtLogit(center - half).x, upper: pointAtLogit(center + half).x };
  },
  wald: (x, n, { reach }) => {
    const half = reach * Math.sqrt((x * (n - x)) / n ** 3);
    return { lower: Math.max(0, x / n - half), upper: Math.min(1, x / n + half) };
  },
};

/** Wilson's limits with a correction of so many events. */
export function scoreLimits(x: number, n: number, reach: number, correction: number): Limits {
  const upper = (events: number): number => {
    const share = (events + correction) / n;
    if (share >= 1) return 1;
    const extra = reach ** 2 / (2 * n);
    const half = reach * Math.sqrt((share * (1 - share)) / n + extra / (2 * n));
    return (share + extra + half) / (1 + 2 * extra);
  };
  return { lower: x === 0 ? 0 : 1 - upper(n - x), upper: x === n ? 1 : upper(x) };
}

function betaQuantile(p: number, a: number, b: number): number {
  return pointAtLogit(betaQuantileLogit({ p, q: 1 - p }, a, b)).x;
}

/** Where the chance of more than `x`, and half of that of `x` itself, is what the interval leaves outside. */
function midPLower(x: number, n: number, outside: number): number {
  if (x === 0) return 0;
  const atLeast = (events: number, logit: number): number =>
    events > n ? 0 : incompleteBeta(pointAtLogit(logit), events, n - events + 1).lower;
  const excess = (logit: number): number => (atLeast(x, logit) + atLeast(x + 1, logit)) / 2 - outside;
  const found = findRoot(excess, { low: -700, high: 700 });
  return found === undefined ? Number.NaN : pointAtLogit(found.root).x;
}

function limitWarnings(limits: Limits | null): readonly StatisticalWarning[] {
  if (limits === null)
    return [warning("not-estimable", "The logit has no standard error where nothing, or all, happened.")];
  if (limits.lower < limits.upper) return [];
  return [
    warning("no-spread", "The standard error is 0: the interval has no width and says nothing of chance."),
  ];
}
