import { normalCdf } from "../distributions/normal.ts";
import { at, type Matrix } from "../linear/matrix.ts";
import { pseudoInverse } from "../linear/symmetric-eigen.ts";

/** What each effect is expected to be given all others: normal around `center` − Σ `pull` · (what the others are more than their centers). */
export type GivenOthers = {
  readonly center: Float64Array;
  readonly pull: Matrix;
  readonly precision: Float64Array;
};

/** From the covariance of effects that are known up to a constant; its inverse is what the network is as a graph. */
export function givenOthers(center: Float64Array, covariance: Matrix): GivenOthers {
  const { values, columns } = pseudoInverse(covariance, 1e-10);
  const weight = (i: number): number => at(values, i * columns + i);
  return {
    center,
    pull: {
      ...covariance,
      values: values.map((value, place) => value / weight(Math.floor(place / columns))),
    },
    precision: center.map((_, i) => Math.sqrt(weight(i))),
  };
}

/**
 * Adds to `sums`, effects × ranks, the probability of each rank of each effect, the smallest first, given where all others are: exact, which
 * spares most of the chance in counting ranks.
 */
export function addRankProbabilities(
  { center, pull, precision }: GivenOthers,
  effects: Float64Array,
  sums: Float64Array,
): void {
  const size = effects.length;
  const order = ascending(effects);
  for (let i = 0; i < size; i += 1) {
    let mean = at(center, i);
    for (let j = 0; j < size; j += 1) {
      if (j !== i) mean -= at(pull.values, i * size + j) * (at(effects, j) - at(center, j));
    }
    let [rank, below] = [i * size, 0];
    for (let place = 0; place < size; place += 1) {
      const other = at(order, place);
      if (other === i) continue;
      const reached = normalCdf((at(effects, other) - mean) * at(precision, i));
      sums[rank] = at(sums, rank) + reached - below;
      below = reached;
      rank += 1;
    }
    sums[rank] = at(sums, rank) + 1 - below;
  }
}

function ascending(effects: Float64Array): Int32Array {
  const order = new Int32Array(effects.length);
  for (let index = 0; index < order.length; index += 1) {
    let place = index;
    for (; place > 0 && at(effects, at(order, place - 1)) > at(effects, index); place -= 1)
      order[place] = at(order, place - 1);
    order[place] = index;
  }
  return order;
}
