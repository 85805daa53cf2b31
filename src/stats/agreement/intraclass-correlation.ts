import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Estimate, noEstimate, type StatisticalWarning, warning } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { intraclassLimits, meanOfRatings } from "./intraclass-interval.ts";
import { type MeanSquares, meanSquares } from "./mean-squares.ts";

/**
 * Which correlation, in the words of Shrout and Fleiss. The first number is the model: 1, every target has raters of its own;
 * 2, the same raters score all targets and stand for others; 3, the same raters, and no others matter. The second is what will
 * be used: one rating, or the mean of the k that there are.
 */
export type IntraclassForm = "ICC(1,1)" | "ICC(2,1)" | "ICC(3,1)" | "ICC(1,k)" | "ICC(2,k)" | "ICC(3,k)";

/** One row for each target, one column for each rater; null where a rater did not score. */
export type Ratings = readonly (readonly (number | null)[])[];

export type IntraclassCorrelation = Estimate & {
  readonly form: IntraclassForm;
  readonly raters: number;
  /** Targets with a rating missing, which are left out. */
  readonly leftOut: number;
  /** What the estimate is made from; null where there are not two targets with two raters. */
  readonly meanSquares: MeanSquares | null;
};

/**
 * How far ratings of the same target agree, as a share of all their variance. `n` counts the targets.
 *
 * Shrout and Fleiss (1979), Intraclass correlations, Psychol. Bull. 86:420. The interval comes from F distributions, as McGraw
 * and Wong (1996), Psychol. Methods 1:30, give it (exact but for ICC(2, ·), where the degrees of freedom are Satterthwaite's);
 * it rests on no standard error, and none is given.
 */
export function intraclassCorrelation(
  ratings: Ratings,
  form: IntraclassForm,
  { level = usualLevel }: LevelOption = {},
): Result<IntraclassCorrelation, InvalidInput> {
  const issues = [...ratingIssues(ratings), ...levelIssues(level)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const complete = ratings.filter((row): row is readonly number[] => row.every((value) => value !== null));
  const raters = ratings[0]?.length ?? 0;
  const leftOut = ratings.length - complete.length;
  const enough = complete.length >= 2 && raters >= 2;
  const squares = enough ? meanSquares(complete) : null;
  const estimate = squares
    ? estimateOf(squares, form, level)
    : noEstimate(
        methodOf(form),
        complete.length,
        "not-estimable",
        "It takes two targets with two ratings at least.",
      );
  const warnings = [...estimate.warnings, ...leftOutWarning(leftOut)];
  return ok({ ...estimate, warnings, form, raters, leftOut, meanSquares: squares });
}

function methodOf(form: IntraclassForm): string {
  return `${form} (Shrout and Fleiss 1979)`;
}

function estimateOf(squares: MeanSquares, form: IntraclassForm, level: number): Estimate {
  const method = methodOf(form);
  const n = squares.targets;
  const single = singleRating(squares, form);
  const estimate = form.endsWith("k)") ? meanOfRatings(single, squares.raters) : single;
  if (!Number.isFinite(estimate)) {
    const why =
      "The targets differ less than their ratings do by chance: there is no variance between them to compare with.";
    return noEstimate(method, n, "not-estimable", why);
  }
  const limits = intraclassLimits(squares, form, level);
  const interval = limits && { ...limits, level, method: "F (McGraw and Wong 1996)" };
  return { method, estimate, standardError: null, interval, n, warnings: intervalWarnings(limits) };
}

function intervalWarnings(
  limits: { readonly lower: number; readonly upper: number } | null,
): readonly StatisticalWarning[] {
  if (limits === null) return [warning("not-estimable", "These ratings give no interval.")];
  if (limits.lower < limits.upper) return [];
  return [
    warning("no-spread", "The ratings leave no error: the interval has no width and says nothing of chance."),
  ];
}

/** The correlation of single ratings; NaN where nothing varies. */
function singleRating(squares: MeanSquares, form: IntraclassForm): number {
  const { targets, raters, betweenTargets, withinTargets, betweenRaters, residual } = squares;
  if (form.startsWith("ICC(1")) {
    return (betweenTargets - withinTargets) / (betweenTargets + (raters - 1) * withinTargets);
  }
  const ratersVary = form.startsWith("ICC(2") ? (raters / targets) * (betweenRaters - residual) : 0;
  return (betweenTargets - residual) / (betweenTargets + (raters - 1) * residual + ratersVary);
}

function leftOutWarning(leftOut: number): readonly StatisticalWarning[] {
  if (leftOut === 0) return [];
  return [warning("left-out", `Targets with a rating missing were left out: ${leftOut}.`)];
}

function ratingIssues(ratings: Ratings): readonly InputIssue[] {
  const raters = ratings[0]?.length ?? 0;
  return ratings.flatMap((row, target): readonly InputIssue[] => {
    if (row.length !== raters) {
      return [{ path: `ratings.${target}`, message: `expected ${raters} ratings, got ${row.length}` }];
    }
    return row.flatMap((value, rater) =>
      value === null || Number.isFinite(value)
        ? []
        : [{ path: `ratings.${target}.${rater}`, message: `expected a number or null, got ${value}` }],
    );
  });
}
