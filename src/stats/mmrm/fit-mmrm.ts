import { type InvalidInput, ok, type Result } from "#kernel";
import { type StatisticalWarning, warning } from "../estimate.ts";
import type { DataTable } from "../formula/data-table.ts";
import type { Design } from "../formula/model-matrix.ts";
import { at, type Matrix, zeros } from "../linear/matrix.ts";
import { symmetricEigen } from "../linear/symmetric-eigen.ts";
import { type Covariance, choleskyParameters, covarianceOf } from "./covariance.ts";
import { type CovarianceFamily, curvedFamily, linearFamily } from "./covariance-family.ts";
import { type MmrmModel, type MmrmRows, readRows } from "./input.ts";
import { groupOf, likelihoodAt, type Problem } from "./likelihood.ts";
import { maximizeLikelihood, type Optimum } from "./newton.ts";
import { packedIndex, unpack } from "./packed.ts";
import { type Cluster, patternsOf } from "./patterns.ts";
import { pooledCovariance, positiveDefinite, structuredStart } from "./starting-values.ts";
import { toWorking, type WorkingDesign, workingDesign } from "./working-design.ts";

/** A fitted mixed model for repeated measures. */
export type MmrmFit = {
  readonly fitted: true;
  /** The coefficients' names, as R has them; null where a column is a combination of those before it. */
  readonly names: readonly string[];
  readonly coefficients: readonly (number | null)[];
  /** (X′V⁻¹X)⁻¹ of the coefficients that are not null, in their order: not adjusted for the estimation of V. */
  readonly coefficientCovariance: Matrix;
  /** The covariance of the visits by the values of `covarianceBy`; over all points of a spatial one, up to 100 of them. */
  readonly covariance: ReadonlyMap<string, Matrix>;
  readonly visits: readonly string[];
  /** Group by group: logarithms of the scales (of the variance in a spatial covariance), then correlations by their link. */
  readonly covarianceParameters: readonly number[];
  readonly minusTwoLogLikelihood: number;
  readonly observations: number;
  readonly participants: number;
  /** Rows in which something was missing. */
  readonly leftOut: number;
  readonly iterations: number;
  /** The largest slope of −2 log likelihood at the end, times the standard error of its parameter. */
  readonly gradient: number;
  readonly converged: boolean;
  /** The ratio of the largest to the smallest curvature, of parameters in their own standard units. */
  readonly condition: () => number;
  readonly warnings: readonly StatisticalWarning[];
  /** What inference needs, in working units. */
  readonly working: MmrmWorking;
};

export type MmrmWorking = {
  readonly model: MmrmModel;
  readonly design: Design;
  readonly base: WorkingDesign;
  readonly clusters: readonly Cluster[];
  /** Which pattern of the problem each participant is in. */
  readonly memberOf: Int32Array;
  readonly problem: Problem;
  readonly optimum: Optimum;
  readonly structure: Covariance;
  /** How many visits, or points, there are. */
  readonly places: number;
};

/** Data that give no fit, and why. */
export type MmrmWithoutFit = {
  readonly fitted: false;
  readonly observations: number;
  readonly participants: number;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * The mixed model for repeated measures by restricted or full maximum likelihood: fixed effects as in `formula`, and within a participant the
 * covariance of the visits, of which those not seen are taken as missing at random.
 *
 * Refuses columns that are not there, two rows of a participant at a visit, weights that are not above 0. Data that leave nothing to estimate,
 * a design of less than full rank or a covariance that the data do not determine are told as warnings.
 *
 * Laird and Ware (1982), Random-effects models for longitudinal data, Biometrics 38:963. Mallinckrodt, Clark and David (2001), Accounting for
 * dropout bias using mixed-effects models, J. Biopharm. Stat. 11:9.
 */
export function fitMmrm(table: DataTable, model: MmrmModel): Result<MmrmFit | MmrmWithoutFit, InvalidInput> {
  const read = readRows(table, model);
  if (!read.ok) return read;
  const { design, response, weights, clusters } = read.value;
  const nothing = (code: "no-observations" | "not-estimable" | "no-spread", why: string): MmrmWithoutFit => ({
    fitted: false,
    observations: response.length,
    participants: clusters.length,
    warnings: [warning(code, why)],
  });
  if (response.length === 0) return ok(nothing("no-observations", "No row is complete."));
  const base = workingDesign(design.matrix, response, weights);
  if (base.kept.length === 0)
    return ok(nothing("not-estimable", "The model matrix has no column but zeros."));
  if (response.length <= base.kept.length)
    return ok(nothing("not-estimable", "There are no more observations than coefficients."));
  if (base.unit === 0)
    return ok(nothing("no-spread", "The model fits every observation: there is no error to estimate."));
  const { places, points, groups } = read.value;
  const structure = covarianceOf(model.covariance ?? "unstructured", places.length, distanceOf(points));
  const { patterns, memberOf } = patternsOf(clusters, base.z);
  const common = { patterns, columns: base.kept.length, restricted: model.likelihood !== "ML" };
  const problem = { ...common, family: familyOf(structure, places.length, groups.length) };
  const optimum = optimize(problem, structure, places.length);
  if (optimum === undefined)
    return ok(nothing("not-estimable", "The likelihood is not defined anywhere near the data."));
  const working = {
    model,
    design,
    base,
    clusters,
    memberOf,
    problem,
    optimum,
    structure,
    places: places.length,
  };
  return ok(fitOf(model, read.value, working));
}

function distanceOf(points: readonly (readonly number[])[]): ((a: number, b: number) => number) | undefined {
  if (points.length === 0) return undefined;
  return (a, b) => Math.hypot(...(points[a] ?? []).map((value, axis) => value - (points[b]?.[axis] ?? 0)));
}

function familyOf(structure: Covariance, places: number, groups: number): CovarianceFamily {
  return structure.name === "unstructured" ? linearFamily(places, groups) : curvedFamily(structure, groups);
}

/** From the pooled covariance of the residuals; where that does not end well, from independence, and the better of the two. */
function optimize(problem: Problem, structure: Covariance, places: number): Optimum | undefined {
  const { family, patterns } = problem;
  const starts = [1, 0].map((trust) => {
    const theta = new Float64Array(family.parameters * family.groups);
    for (let group = 0; group < family.groups; group += 1) {
      const pooled = pooledCovariance(patterns, group, places).map((value, cell) =>
        trust === 1 || isDiagonal(cell) ? value : 0,
      );
      const start =
        family.entries === undefined
          ? structuredStart(structure, pooled, places)
          : positiveDefinite(pooled, places);
      theta.set(start, group * family.parameters);
    }
    return theta;
  });
  let best: Optimum | undefined;
  for (const theta of starts) {
    const point = likelihoodAt(problem, theta);
    const reached = point && maximizeLikelihood(problem, point);
    if (reached !== undefined && (best === undefined || reached.point.value < best.point.value))
      best = reached;
    if (best?.converged && best.identified) break;
  }
  return best;
}

function isDiagonal(cell: number): boolean {
  const row = Math.floor((Math.sqrt(8 * cell + 1) - 1) / 2);
  return cell === packedIndex(row, row);
}

function fitOf(model: MmrmModel, rows: MmrmRows, working: MmrmWorking): MmrmFit {
  const { design, base, optimum, problem } = working;
  const { point } = optimum;
  const { sorted, coefficients } = coefficientsOf(working);
  return {
    fitted: true,
    names: design.names,
    coefficients,
    coefficientCovariance: covarianceOfContrasts(
      working,
      point.covariance,
      sorted.map((column) => unitVector(base.kept, column)),
    ),
    covariance: covariances(rows, working),
    visits: rows.places,
    covarianceParameters: rows.groups.flatMap((_, group) => parametersOf(working, group, rows.places.length)),
    minusTwoLogLikelihood: minusTwoLogLikelihood(working, rows),
    observations: rows.response.length,
    participants: rows.clusters.length,
    leftOut: design.leftOut,
    iterations: optimum.iterations,
    gradient: optimum.gradient,
    converged: optimum.converged,
    condition: () => conditionOf(optimum, problem),
    warnings: warningsOf(working, model),
    working,
  };
}

function coefficientsOf({ design, base, optimum }: MmrmWorking): {
  readonly sorted: readonly number[];
  readonly coefficients: readonly (number | null)[];
} {
  const coefficients: (number | null)[] = design.names.map(() => null);
  base.kept.forEach((column, row) => {
    let sum = 0;
    for (let k = row; k < base.kept.length; k += 1)
      sum += at(base.inverse.values, row * base.kept.length + k) * at(optimum.point.coefficients, k);
    coefficients[column] = at(base.ordinary, row) + base.unit * sum;
  });
  return { sorted: [...base.kept].sort((a, b) => a - b), coefficients };
}

function unitVector(kept: readonly number[], column: number): Float64Array {
  return Float64Array.from(kept, (other) => (other === column ? 1 : 0));
}

/** l′Ml of contrasts of the kept coefficients, of a working covariance M, in the units of the outcome. */
export function covarianceOfContrasts(
  { base }: MmrmWorking,
  covariance: Float64Array,
  contrasts: readonly Float64Array[],
): Matrix {
  const size = base.kept.length;
  const turned = contrasts.map((contrast) => toWorking(base, contrast));
  const result = zeros(contrasts.length, contrasts.length);
  turned.forEach((one, row) => {
    const product = Float64Array.from({ length: size }, (_, index) => {
      let sum = 0;
      for (let k = 0; k < size; k += 1) sum += at(covariance, index * size + k) * at(one, k);
      return sum * base.unit ** 2;
    });
    turned.forEach((other, column) => {
      let sum = 0;
      for (let k = 0; k < size; k += 1) sum += at(product, k) * at(other, k);
      result.values[row * contrasts.length + column] = sum;
    });
  });
  return result;
}

function covariances(
  { places, groups }: MmrmRows,
  { problem, optimum, base }: MmrmWorking,
): ReadonlyMap<string, Matrix> {
  const all = places.slice(0, 100).map((_, index) => index);
  return new Map(
    groups.map((name, group) => {
      const theta = groupOf(problem.family, optimum.point.theta, group);
      const matrix = zeros(all.length, all.length);
      unpack(
        problem.family.at(theta, all, 0).value.map((value) => value * base.unit ** 2),
        all.length,
        matrix.values,
      );
      return [name, matrix];
    }),
  );
}

function parametersOf(
  { problem, optimum, base, structure }: MmrmWorking,
  group: number,
  places: number,
): readonly number[] {
  const theta = groupOf(problem.family, optimum.point.theta, group);
  const shape = problem.family.entries === undefined ? theta : choleskyParameters(theta, places);
  const scale = Math.log(base.unit) / structure.scaleExponent;
  return Array.from(shape ?? [], (value, index) => (index < structure.scales ? value + scale : value));
}

function minusTwoLogLikelihood(
  { problem, optimum, base }: MmrmWorking,
  { response, weights }: MmrmRows,
): number {
  const { columns, restricted } = problem;
  const free = response.length - (restricted ? columns : 0);
  const weighing = weights?.reduce((sum, weight) => sum + Math.log(weight), 0) ?? 0;
  const constants = free * (Math.log(2 * Math.PI) + 2 * Math.log(base.unit)) - weighing;
  return optimum.point.value + constants + (restricted ? 2 * base.logDeterminant : 0);
}

function conditionOf({ derivatives }: Optimum, { family }: Problem): number {
  const size = family.parameters * family.groups;
  const own = (k: number): number => Math.sqrt(Math.abs(at(derivatives.hessian, k * size + k))) || 1;
  const values = derivatives.hessian.map(
    (value, index) => value / (own(Math.floor(index / size)) * own(index % size)),
  );
  const eigen = symmetricEigen({ rows: size, columns: size, values }).values;
  const smallest = at(eigen, size - 1);
  return smallest > 0 ? at(eigen, 0) / smallest : Number.POSITIVE_INFINITY;
}

function warningsOf(
  { design, base, optimum, problem }: MmrmWorking,
  model: MmrmModel,
): readonly StatisticalWarning[] {
  const aliased = design.names.filter((_, column) => !base.kept.includes(column));
  return [
    ...(design.leftOut > 0
      ? [warning("left-out", `${design.leftOut} rows are incomplete and were left out.`)]
      : []),
    ...(aliased.length > 0
      ? [warning("not-estimable", `The data do not tell ${aliased.join(", ")} from the terms before.`)]
      : []),
    ...(optimum.converged
      ? []
      : [
          warning(
            "not-converged",
            `The likelihood still slopes by ${optimum.gradient} after ${optimum.iterations} steps.`,
          ),
        ]),
    ...(optimum.identified
      ? []
      : [
          warning(
            "not-identified",
            `The data do not determine the ${problem.family.parameters * problem.family.groups} parameters of the ${model.covariance ?? "unstructured"} covariance.`,
          ),
        ]),
  ];
}
