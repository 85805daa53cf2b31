import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type StatisticalWarning, warning } from "../estimate.ts";
import { levelIssues, usualLevel } from "../level.ts";
import { invertPositive } from "../linear/cholesky.ts";
import {
  apply,
  at,
  dot,
  largestMagnitude,
  type Matrix,
  multiply,
  transpose,
  zeros,
} from "../linear/matrix.ts";
import { type Minimum, minimize } from "../numerics/minimize.ts";
import { type Coefficient, testedCoefficients } from "./coefficient-tests.ts";
import { toCoefficients } from "./fit-statistics.ts";
import { basisOf } from "./projection-traces.ts";
import { total, transposedTimes, weightedFit } from "./regression-moments.ts";
import type { StudyEffects } from "./study-effects.ts";
import { moderatedModel, type StudyModel, studyModel } from "./study-model.ts";
import { estimateTau } from "./tau-squared.ts";
import { backOf } from "./weighted-coefficients.ts";

export type LocationScaleOptions = {
  /** What explains the effects; a mean alone where it is left out. */
  readonly moderators?: Matrix;
  readonly names?: readonly string[];
  /** What explains the logarithm of τ², a row to a study, its intercept among the columns. */
  readonly scale: Matrix;
  readonly scaleNames?: readonly string[];
  readonly likelihood?: "REML" | "ML";
  /** `z` where it is left out; `t` with studies less coefficients degrees of freedom. */
  readonly test?: "z" | "t";
  readonly level?: number;
};

export type LocationScaleAnalysis = {
  readonly location: readonly Coefficient[];
  /** Of log τ². */
  readonly scale: readonly Coefficient[];
  /** τ² of each study. */
  readonly tau2: Float64Array;
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly gradient: Float64Array;
  readonly converged: boolean;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * A location-scale model: effects around X β with a variance between studies of exp(Z α), by likelihood with exact derivatives. Standard errors of
 * α are from the observed information.
 *
 * Viechtbauer and López-López (2022), Location-scale models for meta-analysis, Res. Synth. Methods 13:697.
 */
export function locationScaleAnalysis(
  effects: StudyEffects,
  options: LocationScaleOptions,
): Result<LocationScaleAnalysis, InvalidInput> {
  const { scale: z, level = usualLevel } = options;
  const location = studyModel(effects, options.moderators);
  const scaleModel = studyModel(effects, z);
  const issues = [
    ...(location.ok ? [] : location.error.issues),
    ...(scaleModel.ok || !location.ok
      ? []
      : scaleModel.error.issues.map((issue) => ({
          ...issue,
          path: issue.path.replace("moderators", "scale"),
        }))),
    ...levelIssues(level),
  ];
  if (!location.ok || !scaleModel.ok || issues.length > 0) return failed(invalidInput(...issues));
  const model = location.value;
  const rest = model.y.length - model.p - scaleModel.value.p;
  if (rest < 1) {
    const message = `expected more studies than coefficients, got ${model.y.length} studies`;
    return failed(invalidInput({ path: "estimates", message }));
  }
  return ok(fitted(model, moderatedModel(model.y, model.v, z), options, level));
}

function fitted(
  model: StudyModel,
  scaleModel: StudyModel,
  { likelihood = "REML", names = [], scaleNames = [], test = "z" }: LocationScaleOptions,
  level: number,
): LocationScaleAnalysis {
  const z = basisOf(scaleModel);
  const restricted = likelihood === "REML";
  const start = startOf(model, z, likelihood);
  const minimum = minimize((alpha) => -logLikelihood(model, z, alpha, restricted), start, {
    gradient: (alpha) => derivatives(model, z, alpha, restricted).gradient,
    hessian: (alpha) => derivatives(model, z, alpha, restricted).hessian,
    longestStep: 3 * Math.sqrt(model.y.length),
  });
  const tau2 = variancesOf(z, minimum.x);
  const fit = weightedFit(model, basisOf(model), weightsOf(model, tau2));
  const backOfMean = backOf(model);
  const backOfScale = backOf(scaleModel);
  const inverse = invertPositive(minimum.hessian)?.inverse;
  const spread = (back: Matrix, of: Matrix): Matrix => multiply(multiply(back, of), transpose(back));
  const tests = { degreesOfFreedom: test === "t" ? model.y.length - model.p : null, level };
  const scaleTests = { degreesOfFreedom: test === "t" ? model.y.length - scaleModel.p : null, level };
  return {
    location: testedCoefficients(
      model.kept.map((column) => names[column] ?? `moderator ${column + 1}`),
      toCoefficients({ ...model, back: backOfMean }, fit.coefficients),
      spread(backOfMean, fit.inverse),
      tests,
    ),
    scale: testedCoefficients(
      scaleModel.kept.map((column) => scaleNames[column] ?? `scale ${column + 1}`),
      toCoefficients({ ...scaleModel, back: backOfScale }, minimum.x),
      spread(backOfScale, inverse ?? zeros(scaleModel.p, scaleModel.p)),
      scaleTests,
    ),
    tau2,
    logLikelihood: -minimum.value,
    iterations: minimum.iterations,
    gradient: minimum.gradient,
    converged: minimum.converged,
    warnings: warningsOf(minimum, inverse === undefined),
  };
}

function warningsOf({ converged, gradient }: Minimum, flat: boolean): readonly StatisticalWarning[] {
  return [
    ...(converged
      ? []
      : [
          warning(
            "no-convergence",
            `The fit did not settle: a slope of ${largestMagnitude(gradient)} is left.`,
          ),
        ]),
    ...(flat ? [warning("not-estimable", "The likelihood is flat: the scale has no standard errors.")] : []),
  ];
}

/** The logarithm of a common τ², in the orthonormal columns of the scale. */
function startOf(model: StudyModel, z: Matrix, likelihood: "REML" | "ML"): Float64Array {
  const { tau2 } = estimateTau(model, likelihood);
  const typical = total(model.v) / model.v.length;
  const logTau = Math.log(Math.max(tau2, typical / 100));
  return transposedTimes(
    z,
    model.v.map(() => logTau),
  );
}

function variancesOf(z: Matrix, alpha: Float64Array): Float64Array {
  return apply(z, alpha).map((logTau) => Math.exp(logTau));
}

function weightsOf({ v }: StudyModel, tau2: Float64Array): Float64Array {
  return v.map((variance, row) => 1 / (variance + at(tau2, row)));
}

function logLikelihood(model: StudyModel, z: Matrix, alpha: Float64Array, restricted: boolean): number {
  const weights = weightsOf(model, variancesOf(z, alpha));
  const { residuals, logDeterminant } = weightedFit(model, basisOf(model), weights);
  const q = total(residuals.map((residual, row) => residual * residual * at(weights, row)));
  const [k, p] = [model.y.length, model.p];
  const logWeights = total(weights.map((weight) => Math.log(weight)));
  const constant = (restricted ? k - p : k) * Math.log(2 * Math.PI);
  return 0.5 * (logWeights - q - constant - (restricted ? logDeterminant : 0));
}

/** Of −log L: with t the variances, ∂V/∂α_j = diag(t z_j); every derivative is a sum over studies of P and P y. */
function derivatives(
  model: StudyModel,
  z: Matrix,
  alpha: Float64Array,
  restricted: boolean,
): { readonly gradient: Float64Array; readonly hessian: Matrix } {
  const tau2 = variancesOf(z, alpha);
  const weights = weightsOf(model, tau2);
  const { residuals, inverse } = weightedFit(model, basisOf(model), weights);
  const u = residuals.map((residual, row) => residual * at(weights, row));
  const p = projection(basisOf(model), weights, inverse);
  const k = weights.length;
  const lost = (i: number, j: number): number =>
    restricted ? at(p, i * k + j) : i === j ? at(weights, i) : 0;
  const slope = tau2.map((t, row) => (t * (at(u, row) ** 2 - lost(row, row))) / 2);
  const gradient = transposedTimes(z, slope).map((value) => -value);
  const hessian = zeros(z.columns, z.columns);
  const zOf = (row: number): Float64Array => z.values.subarray(row * z.columns, (row + 1) * z.columns);
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      const both = at(tau2, i) * at(tau2, j);
      const second =
        both * (at(u, i) * at(p, i * k + j) * at(u, j) - lost(i, j) ** 2 / 2) - (i === j ? at(slope, i) : 0);
      addOuter(hessian, second, zOf(i), zOf(j));
    }
  }
  return { gradient, hessian };
}

function projection(basis: Matrix, weights: Float64Array, inverse: Matrix): Float64Array {
  const k = weights.length;
  const rows = Array.from({ length: k }, (_, row) =>
    basis.values.subarray(row * basis.columns, (row + 1) * basis.columns),
  );
  const times = rows.map((row) => apply(inverse, row));
  const p = new Float64Array(k * k);
  for (let i = 0; i < k; i += 1)
    for (let j = 0; j < k; j += 1)
      p[i * k + j] =
        (i === j ? at(weights, i) : 0) - at(weights, i) * at(weights, j) * dot(rows[i] ?? [], times[j] ?? []);
  return p;
}

function addOuter(target: Matrix, factor: number, left: Float64Array, right: Float64Array): void {
  for (let i = 0; i < left.length; i += 1)
    for (let j = 0; j < right.length; j += 1)
      target.values[i * right.length + j] =
        at(target.values, i * right.length + j) + factor * at(left, i) * at(right, j);
}
