import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { fTails } from "../distributions/f.ts";
import { type StatisticalWarning, warning } from "../estimate.ts";
import type { DataTable } from "../formula/data-table.ts";
import type { Design } from "../formula/model-matrix.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { apply, at, dot, type Matrix, scale, submatrix } from "../linear/matrix.ts";
import { leastSquares } from "../linear/qr.ts";
import { type Coefficient, type CoefficientTable, coefficientsOf } from "./coefficients.ts";
import { type RegressionData, type RegressionOptions, regressionData } from "./regression-data.ts";
import { type CovarianceKind, leveragesOf, robustCovariance, scaledRows } from "./robust-covariance.ts";

export type LinearModelOptions = RegressionOptions &
  LevelOption & {
    /** `model` where it is not given, and `clustered` where `clusters` is. */
    readonly covariance?: CovarianceKind;
  };

export type LinearModel = {
  readonly method: string;
  readonly coefficients: readonly Coefficient[];
  /** Of the coefficients that have an estimate, and their places in `coefficients`. */
  readonly covariance: Matrix;
  readonly kept: readonly number[];
  /** Of the residuals: n − p. */
  readonly degreesOfFreedom: number;
  /** The residual standard error; null without degrees of freedom. */
  readonly sigma: number | null;
  readonly rSquared: number | null;
  /** That all coefficients but the intercept are 0. */
  readonly overall: {
    readonly statistic: number;
    readonly numerator: number;
    readonly denominator: number;
    readonly pValue: number;
  } | null;
  readonly logLikelihood: number | null;
  /** For each complete row of the table. */
  readonly fitted: Float64Array;
  readonly residuals: Float64Array;
  readonly design: Design;
  readonly n: number;
  /** Rows in which something is missing. */
  readonly leftOut: number;
  readonly level: number;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * A linear model by least squares, with t tests of its coefficients: `chg ~ arm + base + factor(site)`, as R's formulas have it. Columns that depend on
 * those before them get no coefficient.
 *
 * Householder's QR as in Golub (1965), Numer. Math. 7:206; covariances as `CovarianceKind` tells, with t on n − p degrees of freedom in every case.
 */
export function linearModel(
  formula: string,
  table: DataTable,
  options: LinearModelOptions = {},
): Result<LinearModel, InvalidInput> {
  const { level = usualLevel, clusters } = options;
  const covariance = options.covariance ?? (clusters === undefined ? "model" : "clustered");
  const issues = [...levelIssues(level), ...clusterIssues(covariance, clusters)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const data = regressionData(formula, table, options);
  return data.ok ? ok(fitLinear(data.value, covariance, level)) : data;
}

export function clusterIssues(
  covariance: CovarianceKind,
  clusters: string | undefined,
): readonly InputIssue[] {
  if (covariance !== "clustered" || clusters !== undefined) return [];
  return [{ path: "clusters", message: "expected the column of the clusters, got none" }];
}

function fitLinear(data: RegressionData, kind: CovarianceKind, level: number): LinearModel {
  const { design, response, offset, weights } = data;
  const solved = leastSquares(
    design.matrix,
    response.map((value, row) => value - at(offset, row)),
    weights,
  );
  const kept = [...solved.kept].sort((a, b) => a - b);
  const inOrder = kept.map((index) => solved.kept.indexOf(index));
  const bread = submatrix(solved.unscaledCovariance, inOrder, inOrder);
  const x = submatrix(
    design.matrix,
    Array.from({ length: design.matrix.rows }, (_, row) => row),
    kept,
  );
  const estimates = Float64Array.from(kept, (index) => solved.coefficients[index] ?? 0);
  const fitted = apply(x, estimates).map((value, row) => value + at(offset, row));
  const residuals = response.map((value, row) => value - at(fitted, row));
  const n = weights.reduce((count, weight) => count + Number(weight > 0), 0);
  const degreesOfFreedom = n - kept.length;
  const sum = weightedSquares(residuals, weights);
  const variance = degreesOfFreedom > 0 ? sum / degreesOfFreedom : Number.NaN;
  const covariance =
    kind === "model"
      ? scale(bread, variance)
      : robustCovariance(
          {
            bread,
            scores: scaledRows(
              x,
              residuals.map((residual, row) => residual * at(weights, row)),
            ),
            leverages: leveragesOf(x, bread, weights),
            clusters: data.clusters,
          },
          kind,
        );
  const found: CoefficientTable = {
    names: design.names,
    kept,
    estimates,
    covariance,
    degreesOfFreedom,
    level,
  };
  return {
    method: `Linear model, ${covarianceName(kind)}`,
    coefficients: coefficientsOf(found),
    covariance,
    kept,
    degreesOfFreedom,
    sigma: degreesOfFreedom > 0 ? Math.sqrt(variance) : null,
    ...explained(data, fitted, { sum, parameters: kept.length, degreesOfFreedom }),
    logLikelihood: gaussianLogLikelihood(sum, weights),
    fitted,
    residuals,
    design,
    n,
    leftOut: design.leftOut,
    level,
    warnings: fitWarnings({
      names: design.names,
      kept,
      n,
      degreesOfFreedom,
      isExact: isExact(sum, response, weights),
    }),
  };
}

export function covarianceName(kind: CovarianceKind): string {
  return kind === "model" ? "model-based covariance" : `${kind} covariance`;
}

function weightedSquares(values: Float64Array, weights: Float64Array): number {
  return dot(
    values.map((value) => value * value),
    weights,
  );
}

/** Whether the residuals are nothing but rounding. */
function isExact(sum: number, response: Float64Array, weights: Float64Array): boolean {
  return sum <= 1e-24 * weightedSquares(response, weights);
}

function explained(
  { design, offset, weights }: RegressionData,
  fitted: Float64Array,
  {
    sum,
    parameters,
    degreesOfFreedom,
  }: { readonly sum: number; readonly parameters: number; readonly degreesOfFreedom: number },
): Pick<LinearModel, "rSquared" | "overall"> {
  const plain = fitted.map((value, row) => value - at(offset, row));
  const total = weights.reduce((all, weight) => all + weight, 0);
  const mean = design.formula.intercept ? dot(plain, weights) / total : 0;
  const model = weightedSquares(
    plain.map((value) => value - mean),
    weights,
  );
  const numerator = parameters - Number(design.formula.intercept);
  const isTested = numerator > 0 && degreesOfFreedom > 0 && sum > 0;
  const statistic = model / numerator / (sum / degreesOfFreedom);
  return {
    rSquared: model + sum > 0 ? model / (model + sum) : null,
    overall: isTested
      ? {
          statistic,
          numerator,
          denominator: degreesOfFreedom,
          pValue: fTails(statistic, { numerator, denominator: degreesOfFreedom }).upper,
        }
      : null,
  };
}

function gaussianLogLikelihood(sum: number, weights: Float64Array): number | null {
  const used = weights.filter((weight) => weight > 0);
  const n = used.length;
  if (n === 0 || !(sum > 0)) return null;
  const logWeights = used.reduce((total, weight) => total + Math.log(weight), 0);
  return (logWeights - n * (Math.log((2 * Math.PI * sum) / n) + 1)) / 2;
}

type FitFacts = {
  readonly names: readonly string[];
  readonly kept: readonly number[];
  readonly n: number;
  readonly degreesOfFreedom: number;
  readonly isExact: boolean;
};

function fitWarnings({
  names,
  kept,
  n,
  degreesOfFreedom,
  isExact: exact,
}: FitFacts): readonly StatisticalWarning[] {
  if (n === 0) return [warning("no-observations", "No row is complete.")];
  const dependent = names.filter((_, index) => !kept.includes(index));
  return [
    ...(dependent.length > 0
      ? [warning("singular", `They depend on the columns before them: ${dependent.join(", ")}.`)]
      : []),
    ...(degreesOfFreedom <= 0
      ? [
          warning(
            "not-estimable",
            "There are as many coefficients as observations: no error is left to estimate.",
          ),
        ]
      : exact
        ? [warning("no-spread", "The model fits without error: its standard errors say nothing of chance.")]
        : []),
  ];
}
