import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredQuantile } from "../distributions/chi-squared.ts";
import { type Interval, type StatisticalWarning, warning } from "../estimate.ts";
import { levelIssues } from "../level.ts";
import { findRoot } from "../numerics/root.ts";
import { reachOf } from "./coefficient-tests.ts";
import { logLikelihoods } from "./fit-statistics.ts";
import { tauOfGeneralizedQ } from "./generalized-q.ts";
import { sharesOfTau } from "./heterogeneity.ts";
import type { MetaAnalysis } from "./meta-analysis.ts";
import { momentsAt } from "./moments.ts";
import type { StudyModel } from "./study-model.ts";

/**
 * - `Q-profile`: Viechtbauer (2007), Stat. Med. 26:37: exact for normal effects.
 * - `profile-likelihood`: Hardy and Thompson (1996), Stat. Med. 15:619, of the likelihood that τ² was estimated by.
 * - `Wald`: the estimate and its standard error, cut at 0; poor unless there are very many studies.
 */
export type TauIntervalMethod = "Q-profile" | "profile-likelihood" | "Wald";

/** Intervals of τ² and of what follows from it. */
export type TauIntervals = {
  readonly tau2: Interval;
  readonly tau: Interval;
  /** In percent. */
  readonly i2: Interval;
  readonly h2: Interval;
  readonly warnings: readonly StatisticalWarning[];
};

/** An interval of τ². Refuses an analysis without τ², and the profile likelihood where τ² is no maximum of it. */
export function tauIntervals(
  analysis: MetaAnalysis,
  {
    method = "Q-profile",
    level = analysis.options.level,
  }: { readonly method?: TauIntervalMethod; readonly level?: number } = {},
): Result<TauIntervals, InvalidInput> {
  const issues = [...levelIssues(level), ...methodIssues(analysis, method)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const { lower, upper, warnings } = limits(analysis, method, level);
  const vt = analysis.heterogeneity.typicalVariance ?? Number.NaN;
  const interval = (map: (tau2: number) => number): Interval => ({
    lower: map(lower),
    upper: map(upper),
    level,
    method,
  });
  return ok({
    tau2: interval((tau2) => tau2),
    tau: interval(Math.sqrt),
    i2: interval((tau2) => sharesOfTau(tau2, vt).i2),
    h2: interval((tau2) => sharesOfTau(tau2, vt).h2),
    warnings,
  });
}

function methodIssues({ studies, model, options }: MetaAnalysis, method: TauIntervalMethod) {
  if (studies <= model.p)
    return [{ path: "studies", message: `expected more studies than coefficients, got ${studies}` }];
  if (method === "profile-likelihood" && options.estimator !== "ML" && options.estimator !== "REML")
    return [{ path: "method", message: `expected an analysis by ML or REML, got ${options.estimator}` }];
  return [];
}

type Limits = {
  readonly lower: number;
  readonly upper: number;
  readonly warnings: readonly StatisticalWarning[];
};

function limits(analysis: MetaAnalysis, method: TauIntervalMethod, level: number): Limits {
  if (method === "Q-profile") return profileOfQ(analysis.model, level);
  if (method === "profile-likelihood") return profileOfLikelihood(analysis, level);
  const { tau2, standardError } = analysis.tau2;
  const half = reachOf(null, level) * (standardError ?? 0);
  return { lower: Math.max(0, tau2 - half), upper: tau2 + half, warnings: [] };
}

/** The τ² that Q does not reject on either side. */
function profileOfQ(model: StudyModel, level: number): Limits {
  const df = model.y.length - model.p;
  const tail = (1 - level) / 2;
  const lower = tauOfGeneralizedQ(model, chiSquaredQuantile({ upper: tail }, df)).tau2;
  const least = chiSquaredQuantile({ lower: tail }, df);
  const upper = tauOfGeneralizedQ(model, least).tau2;
  const empty = momentsAt(model, 0).q < least;
  const message = "The studies differ so little that every τ² is rejected: the interval is 0 alone.";
  return { lower, upper, warnings: empty ? [warning("no-spread", message)] : [] };
}

function profileOfLikelihood({ model, tau2: { tau2 }, options }: MetaAnalysis, level: number): Limits {
  const kind = options.estimator === "ML" ? "ml" : "reml";
  const height = (at: number): number => logLikelihoods(model, at)[kind];
  const least = height(tau2) - chiSquaredQuantile({ lower: level }, 1) / 2;
  const above = (at: number): number => height(at) - least;
  let high = 2 * tau2 + Math.max(...model.v);
  while (above(high) > 0 && high < 1e150) high *= 2;
  return {
    lower: above(0) >= 0 ? 0 : (findRoot(above, { low: 0, high: tau2 })?.root ?? 0),
    upper: findRoot(above, { low: tau2, high })?.root ?? Number.POSITIVE_INFINITY,
    warnings: [],
  };
}
