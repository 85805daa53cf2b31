import { fQuantile } from "../distributions/f.ts";
import type { Interval } from "../estimate.ts";
import type { IntraclassForm } from "./intraclass-correlation.ts";
import type { MeanSquares } from "./mean-squares.ts";

type Limits = Pick<Interval, "lower" | "upper">;

/** The limits of an intraclass correlation (McGraw and Wong 1996, Table 7); null where these mean squares give none. */
export function intraclassLimits(squares: MeanSquares, form: IntraclassForm, level: number): Limits | null {
  const p = (1 + level) / 2;
  const single = form.startsWith("ICC(2") ? agreementLimits(squares, p) : ratioLimits(squares, form, p);
  const of = (limit: number): number => (form.endsWith("k)") ? meanOfRatings(limit, squares.raters) : limit);
  const limits = { lower: of(single.lower), upper: of(single.upper) };
  return Number.isFinite(limits.lower) && Number.isFinite(limits.upper) ? limits : null;
}

/** The correlation of means of k ratings from that of single ones: the Spearman–Brown formula. NaN where it has none. */
export function meanOfRatings(single: number, raters: number): number {
  const scale = 1 + (raters - 1) * single;
  return scale > 0 ? (raters * single) / scale : Number.NaN;
}

/** ICC(1, ·) and ICC(3, ·): both are made from one ratio of mean squares, which has an F distribution. */
function ratioLimits(squares: MeanSquares, form: IntraclassForm, p: number): Limits {
  const { targets, raters, betweenTargets, withinTargets, residual } = squares;
  const oneWay = form.startsWith("ICC(1");
  const error = oneWay ? withinTargets : residual;
  if (error === 0) return { lower: 1, upper: 1 };
  const numerator = targets - 1;
  const denominator = oneWay ? targets * (raters - 1) : (targets - 1) * (raters - 1);
  const ratio = betweenTargets / error;
  const correlation = (f: number): number => (f - 1) / (f + raters - 1);
  return {
    lower: correlation(ratio / fQuantile(p, { numerator, denominator })),
    upper: correlation(ratio * fQuantile(p, { numerator: denominator, denominator: numerator })),
  };
}

/** ICC(2, ·): the raters' variance counts too, so that the denominator is a sum of two mean squares. */
function agreementLimits(squares: MeanSquares, p: number): Limits {
  const { targets: n, raters: k, betweenTargets, betweenRaters, residual } = squares;
  if (residual === 0 && betweenRaters === 0) return { lower: 1, upper: 1 };
  const numerator = n - 1;
  const denominator = satterthwaiteDegrees(squares);
  const noise = k * betweenRaters + (k * n - k - n) * residual;
  const low = fQuantile(p, { numerator, denominator });
  const high = fQuantile(p, { numerator: denominator, denominator: numerator });
  return {
    lower: (n * (betweenTargets - low * residual)) / (low * noise + n * betweenTargets),
    upper: (n * (high * betweenTargets - residual)) / (noise + n * high * betweenTargets),
  };
}

/** The degrees of freedom of a · MS(raters) + b · MS(residual), with a and b taken at the estimate of ICC(2,1). */
function satterthwaiteDegrees(squares: MeanSquares): number {
  const { targets: n, raters: k, betweenTargets, betweenRaters, residual } = squares;
  // a and b of McGraw and Wong, both by the same factor, which cancels and could be infinite.
  const truth = betweenTargets - residual;
  const rest = (k / n) * betweenRaters + (k - k / n) * residual;
  const fromRaters = k * truth * betweenRaters;
  const fromResidual = (n * rest + k * truth * (n - 1)) * residual;
  const squared = fromRaters ** 2 / (k - 1) + fromResidual ** 2 / ((n - 1) * (k - 1));
  return (fromRaters + fromResidual) ** 2 / squared;
}
