import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type StatisticalWarning, warning } from "../estimate.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { apply, at, diagonalOf, type Matrix, multiply, transpose } from "../linear/matrix.ts";
import { symmetricEigen } from "../linear/symmetric-eigen.ts";
import { type ComponentOptions, componentMatrix } from "./component-matrix.ts";
import { momentTau2 } from "./heterogeneity.ts";
import { currentsOf, fitLaplacian, type LaplacianFit, laplacianOf, studyQ } from "./laplacian-fit.ts";
import { type Network, subnetworks } from "./network.ts";
import { effectsOf, inconsistencyShare, type NetworkEffects, pOfQ } from "./network-meta-analysis.ts";
import { type TestedEffect, testedEffect } from "./node-splitting.ts";

export type ComponentAnalysisOptions = ComponentOptions &
  LevelOption & {
    /** The variance between studies, where it is not estimated by moments from what the additive model leaves. */
    readonly tau2?: number;
  };

/** Components, and the treatments that are sums of them. */
export type ComponentEffects = {
  readonly tau2: number;
  /** By component; null where the network cannot tell its effect from that of others. */
  readonly components: readonly (TestedEffect | null)[];
  /** Treatment against treatment, as the sums of their components say: only where `estimable` says so. */
  readonly comparisons: NetworkEffects;
};

type Q = { readonly value: number; readonly degreesOfFreedom: number; readonly p: number | null };

export type ComponentAnalysis = {
  readonly treatments: readonly string[];
  readonly components: readonly string[];
  /** Which components each treatment has. */
  readonly matrix: Matrix;
  readonly common: ComponentEffects;
  readonly random: ComponentEffects;
  /** Whether the difference of the treatments of a row and a column can be told. */
  readonly estimable: readonly (readonly boolean[])[];
  readonly subnetworks: readonly (readonly string[])[];
  /** What the additive model leaves, and of it what a network meta-analysis (of each part) leaves as well. */
  readonly additive: Q;
  readonly standard: Q;
  /** The test of additivity. */
  readonly difference: Q;
  readonly i2: number | null;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * Estimates the effects of the components of treatments, whose sums and interactions are the effects of the treatments: also where the network
 * falls into parts that share components.
 *
 * Welton et al. (2009), Mixed treatment comparison meta-analysis of complex interventions, Am. J. Epidemiol. 169:1158; Rücker, Petropoulou and
 * Schwarzer (2020), Network meta-analysis of multicomponent interventions, Biom. J. 62:808; Rücker, Schmitz and Schwarzer (2021), Component
 * network meta-analysis compared to a matching method in a disconnected network, Biom. J. 63:447.
 */
export function componentAnalysis(
  network: Network,
  options: ComponentAnalysisOptions = {},
): Result<ComponentAnalysis, InvalidInput> {
  const { level = usualLevel } = options;
  const design = componentMatrix(network.treatments, options);
  if (!design.ok) return design;
  const issues = [...levelIssues(level), ...varianceIssues(options.tau2)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const { components, matrix } = design.value;
  const common = additiveFit(network, matrix, 0);
  const standard = fitLaplacian(network, 0);
  if (common === undefined || standard === undefined) return failed(invalidInput(unsolvable));
  const tau2 = options.tau2 ?? (common.fit.degreesOfFreedom > 0 ? momentTau2(network, common.fit) : 0);
  const random = tau2 === 0 ? common : additiveFit(network, matrix, tau2);
  if (random === undefined) return failed(invalidInput(unsolvable));
  const { q, degreesOfFreedom } = common.fit;
  const telling = (row: ArrayLike<number>): boolean => liesIn(common.space, row);
  const units = components.map((_, index) => components.map((__, other) => (index === other ? 1 : 0)));
  const told = units.map(telling);
  return ok({
    treatments: network.treatments,
    components,
    matrix,
    common: componentEffects(common, told, 0, level),
    random: componentEffects(random, told, tau2, level),
    estimable: estimablePairs(matrix, telling),
    subnetworks: subnetworks(network),
    additive: testOf(q, degreesOfFreedom),
    standard: testOf(standard.q, standard.degreesOfFreedom),
    difference: testOf(Math.max(0, q - standard.q), degreesOfFreedom - standard.degreesOfFreedom),
    i2: degreesOfFreedom > 0 ? inconsistencyShare(q, degreesOfFreedom) : null,
    warnings: notTold(components, told),
  });
}

const unsolvable: InputIssue = {
  path: "contrasts",
  message:
    "expected standard errors of comparable size, got some so far apart that the network cannot be solved",
};

function varianceIssues(tau2 = 0): readonly InputIssue[] {
  return tau2 >= 0 && Number.isFinite(tau2)
    ? []
    : [{ path: "tau2", message: `expected a variance, got ${tau2}` }];
}

function testOf(value: number, degreesOfFreedom: number): Q {
  return { value, degreesOfFreedom, p: pOfQ(value, degreesOfFreedom) };
}

function notTold(components: readonly string[], told: readonly boolean[]): readonly StatisticalWarning[] {
  const names = components.filter((_, index) => !told[index]);
  if (names.length === 0) return [];
  return [
    warning("not-estimable", `The network cannot tell the effects of ${names.join(", ")} on their own.`),
  ];
}

type AdditiveFit = {
  readonly beta: Float64Array;
  readonly covariance: Matrix;
  /** Projects on the linear combinations of components that can be told. */
  readonly space: Matrix;
  readonly fit: LaplacianFit;
};

/** Weighted least squares with the potentials of treatments in the span of the components. */
function additiveFit(network: Network, matrix: Matrix, tau2: number): AdditiveFit | undefined {
  const weights = laplacianOf(network, tau2);
  if (weights === undefined) return undefined;
  const { laplacian, studyLaplacians } = weights;
  const turned = transpose(matrix);
  const {
    inverse: covariance,
    projection: space,
    rank,
  } = generalizedInverse(multiply(turned, multiply(laplacian, matrix)));
  const beta = apply(covariance, apply(turned, currentsOf(network, studyLaplacians)));
  const potentials = apply(matrix, beta);
  const q = network.studies.reduce(
    (sum, study, index) => sum + studyQ(study, studyLaplacians[index] as Float64Array, potentials),
    0,
  );
  const contrasts = network.studies.reduce((sum, { arms }) => sum + arms.length - 1, 0);
  const spread = multiply(matrix, multiply(covariance, turned));
  const fit = { potentials, covariance: spread, studyLaplacians, q, degreesOfFreedom: contrasts - rank };
  return { beta, covariance, space, fit };
}

/** The Moore–Penrose inverse of a symmetric matrix, the projection on its span, and its rank. */
function generalizedInverse(a: Matrix): {
  readonly inverse: Matrix;
  readonly projection: Matrix;
  readonly rank: number;
} {
  const { values, vectors } = symmetricEigen(a);
  const limit = 1e-10 * Math.max(...values.map(Math.abs));
  const composed = (weigh: (value: number) => number): Matrix => {
    const scaled = {
      ...vectors,
      values: vectors.values.map((value, place) => value * weigh(at(values, place % a.columns))),
    };
    return multiply(scaled, transpose(vectors));
  };
  return {
    inverse: composed((value) => (value > limit ? 1 / value : 0)),
    projection: composed((value) => (value > limit ? 1 : 0)),
    rank: values.filter((value) => value > limit).length,
  };
}

function liesIn(space: Matrix, row: ArrayLike<number>): boolean {
  return apply(space, row).every((value, index) => Math.abs(value - at(row, index)) < 1e-7);
}

function estimablePairs(
  matrix: Matrix,
  telling: (row: ArrayLike<number>) => boolean,
): readonly (readonly boolean[])[] {
  const { rows, columns, values } = matrix;
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: rows }, (__, j) =>
      telling(
        Float64Array.from(
          { length: columns },
          (___, k) => at(values, i * columns + k) - at(values, j * columns + k),
        ),
      ),
    ),
  );
}

function componentEffects(
  { beta, covariance, fit }: AdditiveFit,
  told: readonly boolean[],
  tau2: number,
  level: number,
): ComponentEffects {
  const errors = diagonalOf(covariance).map(Math.sqrt);
  const components = told.map((yes, index) =>
    yes ? testedEffect({ effect: at(beta, index), error: at(errors, index) }, level) : null,
  );
  return { tau2, components, comparisons: effectsOf(fit, tau2, level) };
}
