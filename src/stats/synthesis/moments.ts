import { at } from "../linear/matrix.ts";
import { regressionMoments } from "./regression-moments.ts";
import type { StudyModel } from "./study-model.ts";

/**
 * Sums over the studies at one τ², of which estimators of τ² are made. W = diag(1 / (v + τ²)) and P = W − W X (X′W X)⁻¹ X′W; a derivative by τ²
 * turns P into −P P.
 */
export type Moments = {
  /** y′P y, the generalized Q. */
  readonly q: number;
  /** y′P P y and y′P P P y. */
  readonly qq: number;
  readonly qqq: number;
  /** The traces of P and P P. */
  readonly traceP: number;
  readonly tracePp: number;
  /** Σw and Σw². */
  readonly sumW: number;
  readonly sumWw: number;
};

export function momentsAt(model: StudyModel, tau2: number): Moments {
  return model.basis === undefined
    ? meanMoments(model.y, model.v, tau2)
    : regressionMoments(model, model.basis, tau2);
}

/** The same for one mean, where every sum is plain: two passes without any list in between. */
export function meanMoments(y: Float64Array, v: Float64Array, tau2: number): Moments {
  let [s1, s2, s3, sum] = [0, 0, 0, 0];
  for (let index = 0; index < y.length; index += 1) {
    const w = 1 / (at(v, index) + tau2);
    s1 += w;
    s2 += w * w;
    s3 += w * w * w;
    sum += w * at(y, index);
  }
  const mean = sum / s1;
  let [q, qq, cubes, along] = [0, 0, 0, 0];
  for (let index = 0; index < y.length; index += 1) {
    const w = 1 / (at(v, index) + tau2);
    const u = w * (at(y, index) - mean);
    q += (u * u) / w;
    qq += u * u;
    cubes += w * u * u;
    along += w * u;
  }
  const share = s2 / s1;
  return {
    q,
    qq,
    qqq: cubes - (along * along) / s1,
    traceP: s1 - share,
    tracePp: s2 - (2 * s3) / s1 + share * share,
    sumW: s1,
    sumWw: s2,
  };
}
