import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { fTails } from "../distributions/f.ts";
import { studentTCdf, studentTQuantile } from "../distributions/student-t.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { at, dot, type Matrix } from "../linear/matrix.ts";
import { symmetricEigen } from "../linear/symmetric-eigen.ts";
import { betweenWithinDegrees } from "./between-within.ts";
import { covarianceOfContrasts, type MmrmFit } from "./fit-mmrm.ts";
import { kenwardRogerCovariance } from "./kenward-roger.ts";
import { kenwardRogerScaling } from "./kenward-roger-test.ts";
import { bilinear, satterthwaiteDegrees } from "./parameter-uncertainty.ts";
import { type SandwichKind, sandwichOf } from "./sandwich.ts";
import { estimableContrast } from "./working-design.ts";

export type MmrmDegreesOfFreedom =
  | "Kenward-Roger"
  | "Satterthwaite"
  | "between-within"
  | "residual"
  /** Infinitely many: z instead of t. */
  | "normal";

export type MmrmCovarianceKind = "model" | "Kenward-Roger linear" | "Kenward-Roger" | SandwichKind;

export type MmrmInferenceOptions = LevelOption & {
  /** `Kenward-Roger` where it is left out. */
  readonly degreesOfFreedom?: MmrmDegreesOfFreedom;
  /**
   * Of the coefficients. `Kenward-Roger linear` where it is left out with Kenward and Roger's degrees of freedom, which equals SAS
   * `ddfm=kr` for an unstructured covariance and `ddfm=kr(firstorder)` for others; `model`, (X′V⁻¹X)⁻¹, with others.
   */
  readonly covariance?: MmrmCovarianceKind;
};

/** A linear combination of the coefficients. What the data do not tell is null. */
export type ContrastEstimate = {
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly t: number | null;
  /** Two-sided. */
  readonly pValue: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
};

/** A test that several contrasts are zero together. */
export type JointTest = {
  readonly f: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly pValue: number | null;
};

export type MmrmInference = {
  readonly degreesOfFreedom: MmrmDegreesOfFreedom;
  readonly covarianceKind: MmrmCovarianceKind;
  /** Of the coefficients that are not null, in their order. */
  readonly covariance: Matrix;
  /** Of weights of all coefficients, in their order. */
  readonly contrast: (weights: ArrayLike<number>) => ContrastEstimate;
  /** One row of weights for each contrast; dependent ones count once. */
  readonly test: (contrasts: readonly ArrayLike<number>[]) => JointTest;
  /** Each coefficient by itself. */
  readonly coefficients: () => readonly ContrastEstimate[];
};

/**
 * Errors, degrees of freedom and tests of a fitted mixed model for repeated measures.
 *
 * Refuses Kenward and Roger's degrees of freedom with another covariance than theirs, and the reverse.
 */
export function mmrmInference(
  fit: MmrmFit,
  { degreesOfFreedom = "Kenward-Roger", covariance, level = usualLevel }: MmrmInferenceOptions = {},
): Result<MmrmInference, InvalidInput> {
  const isTheirs = degreesOfFreedom === "Kenward-Roger";
  const kind = covariance ?? (isTheirs ? "Kenward-Roger linear" : "model");
  const issues = [...levelIssues(level)];
  if (isTheirs !== kind.startsWith("Kenward-Roger"))
    issues.push({
      path: "covariance",
      message: `expected Kenward-Roger degrees of freedom and covariance together, got ${degreesOfFreedom} with ${kind}`,
    });
  if (issues.length > 0) return failed(invalidInput(...issues));
  const errors = errorsOf(fit, degreesOfFreedom, kind);
  const contrast = (weights: ArrayLike<number>): ContrastEstimate => contrastOf(fit, errors, weights, level);
  const unit = (column: number): Float64Array =>
    Float64Array.from(fit.names, (_, other) => (other === column ? 1 : 0));
  const sorted = [...fit.working.base.kept].sort((a, b) => a - b);
  return ok({
    degreesOfFreedom,
    covarianceKind: kind,
    covariance: covarianceOfContrasts(
      fit.working,
      errors.covariance,
      sorted.map((column) => Float64Array.from(fit.working.base.kept, (other) => (other === column ? 1 : 0))),
    ),
    contrast,
    test: (contrasts) => testOf(fit, errors, contrasts),
    coefficients: () => fit.names.map((_, column) => contrast(unit(column))),
  });
}

/** What a choice of covariance and degrees of freedom says of working contrasts. */
type Errors = {
  readonly degreesOfFreedom: MmrmDegreesOfFreedom;
  readonly covariance: Float64Array;
  /** `weights` are those of all coefficients that became the working contrast. */
  readonly degrees: (working: Float64Array, weights: ArrayLike<number>) => number | null;
};

function errorsOf(fit: MmrmFit, degreesOfFreedom: MmrmDegreesOfFreedom, kind: MmrmCovarianceKind): Errors {
  const { working } = fit;
  const sandwich = kind.startsWith("empirical") ? sandwichOf(working, kind as SandwichKind) : undefined;
  const adjusted =
    kind === "Kenward-Roger" || kind === "Kenward-Roger linear"
      ? kenwardRogerCovariance(working, kind === "Kenward-Roger" ? "full" : "linear")
      : undefined;
  return {
    degreesOfFreedom,
    covariance: sandwich?.covariance ?? adjusted ?? working.optimum.point.covariance,
    degrees: degreesBy(fit, degreesOfFreedom, sandwich?.degreesOfFreedom),
  };
}

function degreesBy(
  { working, observations }: MmrmFit,
  method: MmrmDegreesOfFreedom,
  ofSandwich: ((contrast: Float64Array) => number | null) | undefined,
): Errors["degrees"] {
  switch (method) {
    case "normal":
      return () => Number.POSITIVE_INFINITY;
    case "residual":
      return () => observations - working.problem.columns;
    case "between-within": {
      const own = betweenWithinDegrees(working);
      return (_, weights) =>
        own.reduce(
          (least, degrees, column) => (at(weights, column) === 0 ? least : Math.min(least, degrees)),
          Number.POSITIVE_INFINITY,
        );
    }
    default:
      return ofSandwich ?? ((contrast) => satterthwaiteDegrees(working, contrast));
  }
}

const untold: ContrastEstimate = {
  estimate: null,
  standardError: null,
  degreesOfFreedom: null,
  t: null,
  pValue: null,
  lower: null,
  upper: null,
};

function contrastOf(
  fit: MmrmFit,
  errors: Errors,
  weights: ArrayLike<number>,
  level: number,
): ContrastEstimate {
  const { base } = fit.working;
  const working = estimableContrast(base, weights);
  if (working === undefined) return untold;
  const estimate = fit.coefficients.reduce<number>(
    (sum, value, column) => sum + at(weights, column) * (value ?? 0),
    0,
  );
  const variance = bilinear(working, errors.covariance, working) * base.unit ** 2;
  if (!(variance > 0)) return { ...untold, estimate };
  const standardError = Math.sqrt(variance);
  const t = estimate / standardError;
  const degrees = errors.degrees(working, weights);
  if (degrees === null || !(degrees > 0)) return { ...untold, estimate, standardError, t };
  const half = -studentTQuantile((1 - level) / 2, degrees) * standardError;
  return {
    estimate,
    standardError,
    degreesOfFreedom: degrees,
    t,
    pValue: 2 * studentTCdf(-Math.abs(t), degrees),
    lower: estimate - half,
    upper: estimate + half,
  };
}

/**
 * Several contrasts together. By Satterthwaite the denominator is that of Fai and Cornelius: the statistic is a mean of squares of t, one for
 * each eigenvector of the contrasts' covariance, whose mean determines it; 2 where one of them has no more than 2.
 *
 * Fai and Cornelius (1996), Approximate F-tests of multiple degree of freedom hypotheses in generalized least squares analyses of unbalanced
 * split-plot experiments, J. Stat. Comput. Simul. 54:363.
 */
function testOf(fit: MmrmFit, errors: Errors, contrasts: readonly ArrayLike<number>[]): JointTest {
  const told = contrasts.map((weights) => estimableContrast(fit.working.base, weights));
  const nothing = { f: null, numerator: 0, denominator: null, pValue: null };
  const axes = told.every((working) => working !== undefined) ? axesOf(fit, errors, contrasts, told) : [];
  const numerator = axes.length;
  if (numerator === 0) return nothing;
  const wald = axes.reduce((sum, { t }) => sum + t * t, 0) / numerator;
  const scaling =
    errors.degreesOfFreedom === "Kenward-Roger"
      ? kenwardRogerScaling(
          fit.working,
          axes.map(({ working }) => working),
        )
      : { scale: 1, denominator: denominatorOf(errors, axes, contrasts) };
  if (scaling === null || scaling.denominator === null) return { ...nothing, f: wald, numerator };
  const f = scaling.scale * wald;
  const { denominator } = scaling;
  return { f, numerator, denominator, pValue: fTails(f, { numerator, denominator }).upper };
}

type Axis = { readonly working: Float64Array; readonly weights: Float64Array; readonly t: number };

/** The contrasts turned so that they are not correlated; none for directions in which they only repeat each other. */
function axesOf(
  { coefficients, working }: MmrmFit,
  errors: Errors,
  contrasts: readonly ArrayLike<number>[],
  told: readonly Float64Array[],
): readonly Axis[] {
  const size = told.length;
  const covariance = covarianceOfWorking(errors.covariance, told);
  const { values, vectors } = symmetricEigen(covariance);
  const largest = at(values, 0);
  return Array.from(values).flatMap((variance, index) => {
    if (!(variance > 1e-12 * largest)) return [];
    const parts = Float64Array.from({ length: size }, (_, row) => at(vectors.values, row * size + index));
    const turned = combined(parts, told);
    const weights = combined(parts, contrasts);
    const estimate = dot(
      weights,
      coefficients.map((value) => value ?? 0),
    );
    return [{ working: turned, weights, t: estimate / (Math.sqrt(variance) * working.base.unit) }];
  });
}

function covarianceOfWorking(square: Float64Array, told: readonly Float64Array[]): Matrix {
  const size = told.length;
  const values = new Float64Array(size * size);
  told.forEach((one, row) => {
    told.forEach((other, column) => {
      values[row * size + column] = bilinear(one, square, other);
    });
  });
  return { rows: size, columns: size, values };
}

function combined(parts: Float64Array, vectors: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from({ length: vectors[0]?.length ?? 0 }, (_, column) =>
    vectors.reduce((sum, vector, row) => sum + at(parts, row) * at(vector, column), 0),
  );
}

function denominatorOf(
  errors: Errors,
  axes: readonly Axis[],
  contrasts: readonly ArrayLike<number>[],
): number | null {
  if (errors.degreesOfFreedom !== "Satterthwaite") {
    const all = contrasts.map((weights) => errors.degrees(new Float64Array(0), weights) ?? 0);
    return Math.min(...all);
  }
  const degrees = axes.map(({ working, weights }) => errors.degrees(working, weights));
  if (degrees.some((value) => value === null)) return null;
  return faiCornelius(degrees.map(Number));
}

function faiCornelius(degrees: readonly number[]): number {
  const [first = 0] = degrees;
  const mean = degrees.reduce((sum, value) => sum + value / degrees.length, 0);
  if (degrees.every((value) => Math.abs(value - first) < 1e-8)) return mean;
  if (degrees.some((value) => value <= 2)) return 2;
  const expected = degrees.reduce((sum, value) => sum + value / (value - 2), 0);
  return (2 * expected) / (expected - degrees.length);
}
