import { at } from "../linear/matrix.ts";
import { symmetricPower } from "../linear/symmetric-eigen.ts";
import type { MmrmWorking } from "./fit-mmrm.ts";
import { lowerFactor, squareProduct } from "./likelihood-derivatives.ts";
import { addRow, dotFrom, invertInPlace } from "./packed.ts";
import { bilinear, spreadContrast } from "./parameter-uncertainty.ts";
import type { Cluster } from "./patterns.ts";

/** How much a participant's residuals are enlarged for the part that they themselves fitted: not at all, by (I − H)⁻¹, by (I − H)⁻¹ᐟ². */
export type SandwichKind = "empirical" | "empirical jackknife" | "empirical bias-reduced";

export type Sandwich = {
  /** Of the working coefficients, row after row. */
  readonly covariance: Float64Array;
  /** Of the variance of a working contrast, as if V were the covariance of the outcomes; null where it is none. */
  readonly degreesOfFreedom: (contrast: Float64Array) => number | null;
};

/**
 * The covariance of the coefficients from the residuals of each participant, Φ {Σ X′W A e e′ A′W X} Φ: it holds where the model of V does not.
 *
 * Liang and Zeger (1986), Longitudinal data analysis using generalized linear models, Biometrika 73:13. Mancl and DeRouen (2001), A covariance
 * estimator for GEE with improved small-sample properties, Biometrics 57:126 (jackknife). Bell and McCaffrey (2002), Bias reduction in standard
 * errors for linear regression with multi-stage samples, Surv. Methodol. 28:169 (bias-reduced, and the degrees of freedom).
 */
export function sandwichOf(working: MmrmWorking, kind: SandwichKind): Sandwich {
  const { clusters, optimum, problem } = working;
  const size = problem.columns;
  const { covariance } = optimum.point;
  const parts = clusters.map((cluster, index) => participantPart(working, cluster, index, kind));
  const meat = new Float64Array(size * size);
  for (const { score, times } of parts)
    score.forEach((value, row) => {
      addRow(meat, row * size, times * value, score, 0, size);
    });
  return {
    covariance: squareProduct(squareProduct(covariance, meat, size), covariance, size),
    degreesOfFreedom: (contrast) => bellMcCaffrey(parts, covariance, spreadContrast(covariance, contrast)),
  };
}

type ParticipantPart = {
  readonly times: number;
  /** Z′WAe */
  readonly score: Float64Array;
  /** Z and WAZ, a row for each place. */
  readonly z: readonly Float64Array[];
  readonly filter: readonly Float64Array[];
  readonly v: Float64Array;
};

function participantPart(
  { base, optimum, memberOf }: MmrmWorking,
  { rows, times = 1 }: Cluster,
  index: number,
  kind: SandwichKind,
): ParticipantPart {
  const size = base.z.columns - 1;
  const side = rows.length;
  const { coefficients, covariance, weights } = optimum.point;
  const weight = weights[at(memberOf, index)] as Float64Array;
  const z = rows.map((row) => base.z.values.subarray(row * (size + 1), row * (size + 1) + size));
  const residuals = rows.map(
    (row, place) =>
      at(base.z.values, row * (size + 1) + size) - dotFrom(coefficients, z[place] as Float64Array, 0),
  );
  const middle = enlarged(z, covariance, weight, kind);
  const filter = rows.map((_, place) => {
    const sum = new Float64Array(size);
    z.forEach((row, other) => {
      addRow(sum, 0, at(middle, place * side + other), row, 0, size);
    });
    return sum;
  });
  const score = new Float64Array(size);
  filter.forEach((row, place) => {
    addRow(score, 0, at(residuals, place), row, 0, size);
  });
  const v = Float64Array.from(weight);
  invertInPlace(v, side);
  return { times, score, z, filter, v };
}

/** S (I − S′ZΦZ′S)ᵖ S′ with W = SS′: W itself where p = 0. */
function enlarged(
  z: readonly Float64Array[],
  covariance: Float64Array,
  weight: Float64Array,
  kind: SandwichKind,
): Float64Array {
  if (kind === "empirical") return weight;
  const side = z.length;
  const root = lowerFactor(weight, side);
  const leverage = new Float64Array(side * side);
  z.forEach((one, row) => {
    const turned = spreadContrast(covariance, one);
    z.forEach((other, column) => {
      leverage[row * side + column] = dotFrom(turned, other, 0);
    });
  });
  const inner = squareProduct(squareProduct(transposed(root, side), leverage, side), root, side);
  const rest = inner.map((value, index) => (index % (side + 1) === 0 ? 1 : 0) - value);
  const power = kind === "empirical jackknife" ? -1 : -0.5;
  const { values } = symmetricPower({ rows: side, columns: side, values: rest }, power);
  return squareProduct(squareProduct(root, values, side), transposed(root, side), side);
}

function transposed(square: Float64Array, side: number): Float64Array {
  return square.map((_, index) => at(square, (index % side) * side + Math.floor(index / side)));
}

/** (tr G)² / tr G² of the quadratic form that the variance is in the outcomes: Gᵢⱼ = δᵢⱼ aᵢ′Vᵢaᵢ − uᵢ′Φuⱼ with a = WAZΦl and u = Z′a. */
function bellMcCaffrey(
  parts: readonly ParticipantPart[],
  covariance: Float64Array,
  turned: Float64Array,
): number | null {
  const size = turned.length;
  const sum = new Float64Array(size * size);
  let [trace, squares] = [0, 0];
  for (const { times, z, filter, v } of parts) {
    const a = Float64Array.from(filter, (row) => dotFrom(turned, row, 0));
    const u = new Float64Array(size);
    z.forEach((row, place) => {
      addRow(u, 0, at(a, place), row, 0, size);
    });
    const own = bilinear(a, v, a);
    const fitted = bilinear(u, covariance, u);
    trace += times * (own - fitted);
    squares += times * (own * own - 2 * own * fitted);
    u.forEach((value, row) => {
      addRow(sum, row * size, times * value, u, 0, size);
    });
  }
  const product = squareProduct(covariance, sum, size);
  squares += dotFrom(product, transposed(product, size), 0);
  const degrees = (trace * trace) / squares;
  return Number.isFinite(degrees) && degrees > 0 ? degrees : null;
}
