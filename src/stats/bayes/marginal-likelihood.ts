import { at } from "../linear/matrix.ts";
import type { MuPrior, StudyEffects } from "./study-effects.ts";

/** The density of the data given τ, and what τ leaves to know of μ: normal. */
export type GivenTau = { readonly logDensity: number; readonly mean: number; readonly variance: number };

const logTwoPi = Math.log(2 * Math.PI);

/** Integrates μ out: with a flat prior over all numbers alike, otherwise with its normal distribution. */
export function marginalLikelihood(
  { effects, standardErrors }: StudyEffects,
  muPrior: MuPrior,
): (tau: number) => GivenTau {
  return (tau) => {
    let [precision, sum, log] = [0, 0, 0];
    if (muPrior !== "flat") {
      precision = muPrior.sd ** -2;
      sum = muPrior.mean * precision;
      log = -0.5 * logTwoPi - Math.log(muPrior.sd);
    }
    for (let index = 0; index < effects.length; index += 1) {
      const variance = at(standardErrors, index) ** 2 + tau * tau;
      precision += 1 / variance;
      sum += at(effects, index) / variance;
      log -= 0.5 * (logTwoPi + Math.log(variance));
    }
    const mean = sum / precision;
    let squares = muPrior === "flat" ? 0 : ((muPrior.mean - mean) / muPrior.sd) ** 2;
    for (let index = 0; index < effects.length; index += 1)
      squares += (at(effects, index) - mean) ** 2 / (at(standardErrors, index) ** 2 + tau * tau);
    return {
      logDensity: log - 0.5 * squares + 0.5 * (logTwoPi - Math.log(precision)),
      mean,
      variance: 1 / precision,
    };
  };
}

/** The logarithm of the density of the data given both μ and τ. */
export function logLikelihoodAt({ effects, standardErrors }: StudyEffects, mu: number, tau: number): number {
  let log = 0;
  for (let index = 0; index < effects.length; index += 1) {
    const variance = at(standardErrors, index) ** 2 + tau * tau;
    log -= 0.5 * (logTwoPi + Math.log(variance) + (at(effects, index) - mu) ** 2 / variance);
  }
  return log;
}
