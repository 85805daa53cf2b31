import { chiSquaredTails } from "../distributions/chi-squared.ts";
import type { CompleteOptions } from "./meta-analysis-options.ts";
import { momentsAt } from "./moments.ts";
import { meanModel, type StudyModel } from "./study-model.ts";
import { estimateTau } from "./tau-squared.ts";

/** How far the studies differ beyond what the moderators explain. */
export type Heterogeneity = {
  /** Cochran's Q of the residuals, a χ² without heterogeneity; null p-value where no degrees of freedom are left. */
  readonly q: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number | null;
  /** The variance of a typical study (Higgins and Thompson 2002); null without degrees of freedom, as are the next two. */
  readonly typicalVariance: number | null;
  /** The share of the variance that is between studies, in percent, from τ²; from Q with a common effect. */
  readonly i2: number | null;
  readonly h2: number | null;
};

export function heterogeneityOf(model: StudyModel, tau2: number, common: boolean): Heterogeneity {
  const degreesOfFreedom = model.y.length - model.p;
  const { q, traceP } = momentsAt(model, 0);
  if (degreesOfFreedom <= 0)
    return { q: 0, degreesOfFreedom, pValue: null, typicalVariance: null, i2: null, h2: null };
  const typicalVariance = degreesOfFreedom / traceP;
  const pValue = chiSquaredTails(q, degreesOfFreedom).upper;
  const shares = common ? sharesOfQ(q, degreesOfFreedom) : sharesOfTau(tau2, typicalVariance);
  return { q, degreesOfFreedom, pValue, typicalVariance, ...shares };
}

function sharesOfQ(q: number, degreesOfFreedom: number): Pick<Heterogeneity, "i2" | "h2"> {
  return { i2: Math.max(0, (100 * (q - degreesOfFreedom)) / q), h2: q / degreesOfFreedom };
}

/** I² in percent and H² at a τ². */
export function sharesOfTau(
  tau2: number,
  typicalVariance: number,
): { readonly i2: number; readonly h2: number } {
  return { i2: (100 * tau2) / (tau2 + typicalVariance), h2: tau2 / typicalVariance + 1 };
}

/**
 * By how much moderators lower τ² from that of the mean alone, in percent and never below 0; with a common effect by how much they lower Q to its
 * degrees of freedom. Null where there is nothing to explain.
 *
 * Raudenbush (2009), in The Handbook of Research Synthesis and Meta-Analysis, 2nd ed., ch. 16.
 */
export function explainedHeterogeneity(
  { y, v }: StudyModel,
  { estimator, weights }: CompleteOptions,
  tau2: number,
  { h2 }: Heterogeneity,
): number | null {
  const mean = meanModel(y, v);
  if (estimator === "common") {
    const { h2: before } = heterogeneityOf(mean, 0, true);
    return h2 === null || before === null || before === 0 ? null : Math.max(0, 100 * (1 - h2 / before));
  }
  const before = estimateTau(mean, estimator, weights).tau2;
  return before > 0 ? Math.max(0, (100 * (before - tau2)) / before) : null;
}
