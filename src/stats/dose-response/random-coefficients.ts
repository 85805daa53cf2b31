import { invertPositive } from "../linear/cholesky.ts";
import {
  add,
  apply,
  at,
  columnVector,
  diagonalOf,
  dot,
  identity,
  type Matrix,
  multiply,
  quadraticForm,
  scale,
  subtract,
  transpose,
  zeros,
} from "../linear/matrix.ts";
import { mapEigenvalues, symmetricEigen } from "../linear/symmetric-eigen.ts";
import { minimize } from "../numerics/minimize.ts";

/** Effects of one study, its design, and the covariance of its errors. */
export type CoefficientStudy = {
  readonly effects: Float64Array;
  readonly design: Matrix;
  readonly covariance: Matrix;
};

/** How Ψ is estimated, or Ψ itself. */
export type CoefficientMethod = "REML" | "ML" | "moments" | "fixed" | { readonly psi: Matrix };

export type CoefficientFit = {
  readonly coefficients: Float64Array;
  readonly covariance: Matrix;
  /** The covariance of the coefficients between studies. */
  readonly psi: Matrix;
  /** Of the effects; restricted for REML and where Ψ is given. Null where no likelihood was maximized. */
  readonly logLikelihood: number | null;
  readonly iterations: number;
  /** The largest derivative of the log likelihood by what Ψ is made of (its Cholesky factor, in units of the standard errors). */
  readonly gradient: number | null;
  readonly converged: boolean;
};

/** A study reduced to what it says of the coefficients. */
type Information = {
  /** X′ S⁻¹ X and X′ S⁻¹ y. */
  readonly precision: Matrix;
  readonly score: Float64Array;
  /** y′ S⁻¹ y + log |S| + m log 2π. */
  readonly constant: number;
};

/**
 * Coefficients that vary between studies: y = X (β + b) + e with b ~ N(0, Ψ) and e ~ N(0, S) with S known, by (restricted) maximum likelihood,
 * by moments, or with Ψ = 0. Undefined where the studies together cannot tell the coefficients, or S is not a covariance matrix.
 *
 * Crippa et al. (2019), One-stage dose-response meta-analysis for aggregated data, Stat. Methods Med. Res. 28:1579; Gasparrini, Armstrong and
 * Kenward (2012), Multivariate meta-analysis for non-linear and other multi-parameter associations, Stat. Med. 31:3821; moments: Jackson, White
 * and Riley (2013), Biom. J. 55:231.
 */
export function fitCoefficients(
  studies: readonly CoefficientStudy[],
  method: CoefficientMethod,
): CoefficientFit | undefined {
  const informations = studies.map(informationOf);
  if (!informations.every((one): one is Information => one !== undefined)) return undefined;
  const count = studies[0]?.design.columns ?? 0;
  const none = zeros(count, count);
  const common = solve(informations, none);
  if (common === undefined) return undefined;
  const still = { iterations: 0, gradient: null, converged: true };
  if (typeof method === "object") {
    const given = solve(informations, method.psi);
    const logLikelihood = -deviance(informations, method.psi, "REML") / 2;
    return given && { ...estimateOf(given), psi: method.psi, logLikelihood, ...still };
  }
  if (method === "fixed" || studies.length === 1) {
    const logLikelihood = -deviance(informations, none, "ML") / 2;
    return { ...estimateOf(common), psi: none, logLikelihood, ...still };
  }
  if (method === "moments") {
    const psi = momentPsi(informations, common.beta);
    const solved = psi && solve(informations, psi);
    return psi && solved && { ...estimateOf(solved), psi, logLikelihood: null, ...still };
  }
  return byLikelihood(informations, common, method);
}

function informationOf({ effects, design, covariance }: CoefficientStudy): Information | undefined {
  const inverted = invertPositive(covariance, 1e-13);
  if (inverted === undefined) return undefined;
  const { inverse, logDeterminant } = inverted;
  const weighted = multiply(transpose(design), inverse);
  return {
    precision: multiply(weighted, design),
    score: apply(weighted, effects),
    constant: quadraticForm(effects, inverse) + logDeterminant + effects.length * Math.log(2 * Math.PI),
  };
}

type Solved = {
  readonly beta: Float64Array;
  readonly inverse: Matrix;
  readonly logDeterminant: number;
  readonly fitted: number;
  readonly logShrink: number;
};

/** Weighted least squares given Ψ: (S + XΨX′)⁻¹ seen from the coefficients is (I + AΨ)⁻¹ A with A = X′ S⁻¹ X. */
function solve(informations: readonly Information[], psi: Matrix): Solved | undefined {
  const size = psi.rows;
  let total = zeros(size, size);
  const score = new Float64Array(size);
  let [fitted, logShrink] = [0, 0];
  for (const { precision, score: own } of informations) {
    const shrunk = shrink(precision, psi);
    if (shrunk === undefined) return undefined;
    total = add(total, multiply(shrunk.matrix, precision));
    apply(shrunk.matrix, own).forEach((value, index) => {
      score[index] = at(score, index) + value;
    });
    // What Ψ explains of the study on its own: u′ Ψ (I + AΨ)⁻¹ u.
    fitted += dot(own, apply(psi, apply(shrunk.matrix, own)));
    logShrink += shrunk.logDeterminant;
  }
  const inverted = invertPositive(total, 1e-13);
  if (inverted === undefined) return undefined;
  const beta = apply(inverted.inverse, score);
  return { beta, ...inverted, fitted: fitted + dot(beta, score), logShrink };
}

/** (I + AΨ)⁻¹ = I − A R (I + R A R)⁻¹ R with R R = Ψ, and log |I + AΨ|. */
function shrink(
  precision: Matrix,
  psi: Matrix,
): { readonly matrix: Matrix; readonly logDeterminant: number } | undefined {
  const root = rootOf(psi);
  const unit = identity(psi.rows);
  const inner = invertPositive(add(unit, multiply(root, multiply(precision, root))));
  if (inner === undefined) return undefined;
  const taken = multiply(precision, multiply(root, multiply(inner.inverse, root)));
  return { matrix: subtract(unit, taken), logDeterminant: inner.logDeterminant };
}

function rootOf(psi: Matrix): Matrix {
  if (psi.rows === 1) return { ...psi, values: psi.values.map((value) => Math.sqrt(Math.max(0, value))) };
  return mapEigenvalues(symmetricEigen(psi), (value) => Math.sqrt(Math.max(0, value)));
}

/** Minus twice the (restricted) log likelihood. */
function deviance(informations: readonly Information[], psi: Matrix, method: "REML" | "ML"): number {
  const solved = solve(informations, psi);
  if (solved === undefined) return Number.POSITIVE_INFINITY;
  const constant = informations.reduce((sum, one) => sum + one.constant, 0);
  const ml = constant + solved.logShrink - solved.fitted;
  return method === "ML" ? ml : ml - psi.rows * Math.log(2 * Math.PI) - -solved.logDeterminant;
}

function estimateOf({ beta, inverse }: Solved): Pick<CoefficientFit, "coefficients" | "covariance"> {
  return { coefficients: beta, covariance: inverse };
}

function byLikelihood(
  informations: readonly Information[],
  common: Solved,
  method: "REML" | "ML",
): CoefficientFit | undefined {
  const size = common.beta.length;
  const units = diagonalOf(common.inverse).map((variance) => Math.sqrt(variance * informations.length));
  const psiOf = (x: Float64Array): Matrix => psiOfFactor(x, units);
  const objective = (x: Float64Array): number => deviance(informations, psiOf(x), method);
  const starts = [-0.9, 0, 0.9].flatMap((correlation) =>
    [0.1, 0.5, 1.5].map((share) => startAt(size, share, correlation)),
  );
  const ends = (size === 1 ? starts.slice(3, 6) : starts).map((start) =>
    minimize(objective, start, { mostIterations: 300, longestStep: 2 }),
  );
  const best = ends.reduce((a, b) => (b.value < a.value ? b : a));
  const none = zeros(size, size);
  // Without heterogeneity the factor goes to zero, where its own slope says nothing: take zero itself if that is no worse.
  const psi = objective(new Float64Array(best.x.length)) <= best.value + 1e-9 ? none : psiOf(best.x);
  const solved = solve(informations, psi);
  if (solved === undefined) return undefined;
  return {
    ...estimateOf(solved),
    psi,
    logLikelihood: -deviance(informations, psi, method) / 2,
    iterations: best.iterations,
    gradient: psi === none ? 0 : Math.max(...best.gradient.map(Math.abs)) / 2,
    converged: psi === none || best.converged,
  };
}

/** A factor with this size and correlation of neighbors: the likelihood can have a peak at each end of these. */
function startAt(size: number, share: number, correlation: number): Float64Array {
  const x: number[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row - 1; column += 1) x.push(0);
    if (row > 0) x.push(share * correlation);
    x.push(row === 0 ? share : share * Math.sqrt(1 - correlation ** 2));
  }
  return Float64Array.from(x);
}

/** D L L′ D of the lower triangle L, row after row. */
function psiOfFactor(x: Float64Array, units: Float64Array): Matrix {
  const size = units.length;
  const factor = zeros(size, size);
  let place = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      factor.values[row * size + column] = at(x, place) * at(units, row);
      place += 1;
    }
  }
  return multiply(factor, transpose(factor));
}

/** Ψ of the first moments of Σ W r r′, made symmetric and its negative eigenvalues zero; needs studies that tell all coefficients alone. */
function momentPsi(informations: readonly Information[], center: Float64Array): Matrix | undefined {
  const size = center.length;
  let [total, squares, spread] = [zeros(size, size), zeros(size, size), zeros(size, size)];
  for (const { precision } of informations) total = add(total, precision);
  const pooled = invertPositive(total)?.inverse;
  if (pooled === undefined) return undefined;
  for (const { precision, score } of informations) {
    const inverse = invertPositive(precision, 1e-12)?.inverse;
    if (inverse === undefined) return undefined;
    const residual = subtract(columnVector(apply(inverse, score)), columnVector(center));
    squares = add(squares, multiply(precision, multiply(residual, transpose(residual))));
    spread = add(spread, multiply(precision, multiply(pooled, precision)));
  }
  const left = subtract(squares, scale(identity(size), informations.length - 1));
  const divisor = invertPositive(subtract(total, spread))?.inverse;
  if (divisor === undefined) return undefined;
  const raw = multiply(divisor, left);
  return mapEigenvalues(symmetricEigen(scale(add(raw, transpose(raw)), 0.5)), (value) => Math.max(0, value));
}
