import type { Interval } from "../estimate.ts";
import { at, quadraticForm, rowOf } from "../linear/matrix.ts";
import { reachOf } from "./coefficient-tests.ts";
import type { MetaAnalysis } from "./meta-analysis.ts";
import { basisOf } from "./projection-traces.ts";
import { weightedFit } from "./regression-moments.ts";

/** What all studies together let one expect of one of them. */
export type StudyPrediction = {
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Interval | null;
};

/** Of each study: its true effect, shrunken toward the model, and by how much it departs from the model. */
export type StudyPredictions = {
  readonly effects: readonly StudyPrediction[];
  readonly departures: readonly StudyPrediction[];
};

/**
 * Best linear unbiased predictions of the studies' true effects at the estimated τ².
 *
 * Robinson (1991), That BLUP is a good thing: the estimation of random effects, Stat. Sci. 6:15; Raudenbush and Bryk (1985), J. Educ. Stat. 10:75.
 */
export function predictStudies(
  analysis: MetaAnalysis,
  { level = analysis.options.level } = {},
): StudyPredictions {
  const { model, degreesOfFreedom, scale, weights } = analysis;
  const tau2 = analysis.tau2.tau2;
  const basis = basisOf(model);
  const { inverse, residuals } = weightedFit(model, basis, weights);
  const reach = degreesOfFreedom !== null && degreesOfFreedom <= 0 ? null : reachOf(degreesOfFreedom, level);
  const predicted = (estimate: number, variance: number): StudyPrediction => {
    const standardError = Math.sqrt(variance);
    if (reach === null) return { estimate, standardError, interval: null };
    const half = reach * standardError;
    const method = degreesOfFreedom === null ? "normal" : "t";
    return {
      estimate,
      standardError,
      interval: { lower: estimate - half, upper: estimate + half, level, method },
    };
  };
  const rows = Array.from(model.y, (estimate, row) => {
    const variance = at(model.v, row);
    const share = tau2 / (tau2 + variance);
    const residual = at(residuals, row);
    const ofMean = scale * quadraticForm(rowOf(basis, row), inverse);
    return {
      effect: predicted(estimate - (1 - share) * residual, share * variance + (1 - share) ** 2 * ofMean),
      departure: predicted(share * residual, share * variance + share ** 2 * ofMean),
    };
  });
  return { effects: rows.map(({ effect }) => effect), departures: rows.map(({ departure }) => departure) };
}
