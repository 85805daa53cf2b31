import { at } from "../linear/matrix.ts";
import type { StudyEffects } from "./study-effects.ts";
import { type TauGrid, tauGrid } from "./tau-grid.ts";
import { logTauPrior, type TauPrior } from "./tau-prior.ts";

/** The distribution of τ given the data, whose total is the density of the data. */
export function posteriorGrid(
  { effects, standardErrors }: StudyEffects,
  prior: TauPrior,
  logLikelihood: (tau: number) => number,
): TauGrid | undefined {
  const sorted = [...standardErrors].sort((a, b) => a - b);
  const spread = Math.max(...effects) - Math.min(...effects);
  const scale = Math.max(at(sorted, Math.floor(sorted.length / 2)), spread / 4);
  const upper = prior.kind === "uniform" ? prior.upper : undefined;
  return tauGrid((tau) => logLikelihood(tau) + logTauPrior(prior, tau), scale, upper);
}
