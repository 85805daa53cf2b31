import { at, crossProduct, type Matrix, multiply, scale, zeros } from "../linear/matrix.ts";

/**
 * How the covariance of coefficients is estimated. `model`: as the model says. HC0 to HC4: whatever the variance of each observation is, from its own
 * residual: as it is (HC0), times n / (n − p) (HC1), or enlarged by its leverage (HC2 to HC4). `clustered`: whatever the correlation within a cluster is,
 * times G / (G − 1) · (n − 1) / (n − p) for G clusters.
 */
export type CovarianceKind = "model" | "HC0" | "HC1" | "HC2" | "HC3" | "HC4" | "clustered";

/** A fit by its estimating equations. */
export type Equations = {
  /** The inverse of the information, without a dispersion. */
  readonly bread: Matrix;
  /** The contribution of each observation to the equations: one row each. */
  readonly scores: Matrix;
  /** The diagonal of the hat matrix. */
  readonly leverages: Float64Array;
  readonly clusters: Int32Array | undefined;
};

/**
 * The sandwich covariance of a fit.
 *
 * Huber (1967); White (1980), Econometrica 48:817 (HC0); MacKinnon and White (1985), J. Econom. 29:305 (HC1 to HC3); Cribari-Neto (2004), Comput.
 * Stat. Data Anal. 45:215 (HC4); Liang and Zeger (1986), Biometrika 73:13 (clustered).
 */
export function robustCovariance(equations: Equations, kind: Exclude<CovarianceKind, "model">): Matrix {
  const { bread, scores, clusters } = equations;
  if (kind === "clustered") {
    const sums = clusters === undefined ? scores : clusterSums(scores, clusters);
    const [n, p, groups] = [scores.rows, scores.columns, sums.rows];
    const factor = (groups / (groups - 1)) * ((n - 1) / (n - p));
    return scale(sandwiched(bread, sums), factor);
  }
  return sandwiched(bread, { ...scores, values: scores.values.map(enlarged(equations, kind)) });
}

function sandwiched(bread: Matrix, scores: Matrix): Matrix {
  return multiply(multiply(bread, crossProduct(scores)), bread);
}

function enlarged(
  { scores, leverages }: Equations,
  kind: Exclude<CovarianceKind, "model" | "clustered">,
): (score: number, index: number) => number {
  const { rows: n, columns: p } = scores;
  const factor = (leverage: number): number => {
    if (kind === "HC0") return 1;
    if (kind === "HC1") return n / (n - p);
    const left = Math.max(0, 1 - leverage);
    if (kind === "HC2") return 1 / left;
    if (kind === "HC3") return 1 / left ** 2;
    return left ** -Math.min(4, (n * leverage) / p);
  };
  // An observation with a coefficient to itself has no residual: it adds nothing, whatever its factor.
  return (score, index) =>
    score === 0 ? 0 : score * Math.sqrt(factor(at(leverages, Math.floor(index / p))));
}

function clusterSums(scores: Matrix, clusters: Int32Array): Matrix {
  const count = clusters.reduce((most, cluster) => Math.max(most, cluster + 1), 0);
  const sums = zeros(count, scores.columns);
  clusters.forEach((cluster, row) => {
    for (let column = 0; column < scores.columns; column += 1) {
      const to = cluster * scores.columns + column;
      sums.values[to] = at(sums.values, to) + at(scores.values, row * scores.columns + column);
    }
  });
  return sums;
}

/** The diagonal of W^½ X B X′ W^½, by rows. */
export function leveragesOf(x: Matrix, bread: Matrix, weights: ArrayLike<number>): Float64Array {
  const product = multiply(x, bread);
  return Float64Array.from({ length: x.rows }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < x.columns; column += 1)
      sum += at(product.values, row * x.columns + column) * at(x.values, row * x.columns + column);
    return sum * at(weights, row);
  });
}

/** Each row of the matrix times its factor. */
export function scaledRows(x: Matrix, factors: ArrayLike<number>): Matrix {
  return { ...x, values: x.values.map((value, index) => value * at(factors, Math.floor(index / x.columns))) };
}
