import type { SolvedTau } from "./likelihood-tau.ts";
import { momentsAt } from "./moments.ts";
import type { StudyModel } from "./study-model.ts";

const mostIterations = 200;

/**
 * The τ² at which the generalized Q, y′P y, falls to `target`; 0 where it lies below from the start. Newton's steps on 1/Q, which is concave and
 * nearly straight: they rise from 0 to the root and never pass it.
 *
 * Paule and Mandel (1982), Consensus values and weighting factors, J. Res. Natl. Bur. Stand. 87:377; DerSimonian and Kacker (2007), Contemp.
 * Clin. Trials 28:105.
 */
export function tauOfGeneralizedQ(model: StudyModel, target: number): SolvedTau {
  let tau2 = 0;
  let last = false;
  for (let iterations = 0; iterations < mostIterations; iterations += 1) {
    const { q, qq } = momentsAt(model, tau2);
    const gradient = q - target;
    if (last || gradient === 0 || (tau2 === 0 && gradient < 0))
      return { tau2, iterations, gradient, converged: true };
    const next = Math.max(0, tau2 + (q / target - 1) * (q / qq));
    last = Math.abs(next - tau2) <= 1e-9 * next;
    tau2 = next;
  }
  const gradient = momentsAt(model, tau2).q - target;
  return { tau2, iterations: mostIterations, gradient, converged: false };
}
