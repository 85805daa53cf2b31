import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { studentTCdf } from "../distributions/student-t.ts";
import { type StatisticalWarning, warning } from "../estimate.ts";
import { type DataTable, isMissing, rowCount } from "../formula/data-table.ts";
import { type ModelMatrixOptions, modelMatrix } from "../formula/model-matrix.ts";
import { parseFormula } from "../formula/terms.ts";
import { at, type Matrix } from "../linear/matrix.ts";
import { fitMixed, type MixedOptimum } from "./fit-mixed.ts";
import { kenwardRogerCovariance, satterthwaite } from "./mixed-inference.ts";
import { parseMixedFormula, type RandomPart, randomTerms } from "./random-formula.ts";

export type MixedModelOptions = Pick<ModelMatrixOptions, "levels" | "contrasts"> & {
  /** REML, which is the default, or ML. */
  readonly likelihood?: "restricted" | "full";
  readonly degreesOfFreedom?: "satterthwaite" | "kenward-roger";
};

export type MixedCoefficient = {
  readonly name: string;
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number | null;
  readonly t: number;
  readonly pValue: number | null;
};

export type VarianceComponent = {
  /** `residual`, or what varies over which grouping. */
  readonly name: string;
  /** A variance, or the covariance of two varying coefficients. */
  readonly value: number;
};

export type MixedModel = {
  readonly method: string;
  readonly coefficients: readonly MixedCoefficient[];
  /** Of the coefficients; with Kenward and Roger's addition where they were asked for. */
  readonly covariance: Matrix;
  readonly variances: readonly VarianceComponent[];
  readonly logLikelihood: number;
  readonly n: number;
  /** Rows in which something is missing. */
  readonly leftOut: number;
  readonly iterations: number;
  readonly gradient: number;
  readonly converged: boolean;
  readonly warnings: readonly StatisticalWarning[];
  readonly optimum: MixedOptimum;
};

/**
 * A linear mixed model with random intercepts and slopes, nested or crossed: `score ~ arm * visit + (1 | pair/id)`.
 *
 * Refuses formulas that cannot be read, names that are no columns, designs whose columns depend on each other and data that leave nothing
 * to estimate a variance from. A variance at zero, or a correlation at one, is told as a warning.
 *
 * Laird and Ware (1982), Biometrics 38:963; degrees of freedom of Satterthwaite (1946) or Kenward and Roger (1997).
 */
export function linearMixedModel(
  formula: string,
  table: DataTable,
  { likelihood = "restricted", degreesOfFreedom = "satterthwaite", ...coding }: MixedModelOptions = {},
): Result<MixedModel, InvalidInput> {
  const parts = parseMixedFormula(formula);
  if (!parts.ok) return parts;
  const fixed = parseFormula(parts.value.fixed);
  if (!fixed.ok) return fixed;
  const required = groupingColumns(parts.value.random);
  const whole = modelMatrix(fixed.value, table, { ...coding, required });
  if (!whole.ok) return whole;
  const complete = rowsOf(table, whole.value.rows);
  const random = randomTerms(parts.value.random, complete, coding);
  if (!random.ok) return random;
  const { matrix, response, names, leftOut } = whole.value;
  if (response === undefined) return refused(`expected an outcome before the ~, got ${formula}`);
  const optimum = fitMixed(matrix, response, random.value, likelihood === "restricted");
  if (optimum === undefined) {
    return refused(`${formula} leaves no variance to estimate, or its columns depend on each other`);
  }
  return ok(described(optimum, names, degreesOfFreedom, { likelihood, n: matrix.rows, leftOut }));
}

function refused(message: string): Result<never, InvalidInput> {
  return failed(invalidInput({ path: "formula", message }));
}

function groupingColumns(random: readonly RandomPart[]): readonly string[] {
  return [
    ...new Set(
      random.flatMap(({ group, effects }) => [...group, ...(effects.match(/[A-Za-z.][\w.]*/g) ?? [])]),
    ),
  ];
}

/** The rows of a table; those in which a required column is missing are not among them. */
function rowsOf(table: DataTable, rows: readonly number[]): DataTable {
  if (rows.length === rowCount(table)) return table;
  return new Map([...table].map(([name, column]) => [name, rows.map((row) => presentOf(column[row]))]));
}

function presentOf(value: number | string | null | undefined): number | string | null {
  return value === undefined || isMissing(value) ? null : value;
}

function described(
  optimum: MixedOptimum,
  names: readonly string[],
  method: "satterthwaite" | "kenward-roger",
  { likelihood, n, leftOut }: { readonly likelihood: string; readonly n: number; readonly leftOut: number },
): MixedModel {
  const adjusted = method === "kenward-roger" ? kenwardRogerCovariance(optimum) : undefined;
  const covariance = adjusted ?? optimum.likelihood.covariance;
  const information = method === "kenward-roger" ? "expected" : "observed";
  const coefficients = names.map((name, index) => {
    const unit = names.map((_, other) => Number(other === index));
    const { estimate, degreesOfFreedom } = satterthwaite(optimum, unit, information);
    const standardError = Math.sqrt(at(covariance.values, index * covariance.columns + index));
    const t = estimate / standardError;
    const pValue = degreesOfFreedom === null ? null : 2 * studentTCdf(-Math.abs(t), degreesOfFreedom);
    return { name, estimate, standardError, degreesOfFreedom, t, pValue };
  });
  return {
    method: `Linear mixed model by ${likelihood === "restricted" ? "REML" : "ML"} (Laird and Ware 1982)`,
    coefficients,
    covariance,
    variances: optimum.names.map((name, index) => ({ name, value: at(optimum.variances, index) })),
    logLikelihood: -optimum.likelihood.deviance / 2,
    n,
    leftOut,
    iterations: optimum.iterations,
    gradient: optimum.gradient,
    converged: optimum.converged,
    warnings: warningsOf(optimum, leftOut),
    optimum,
  };
}

function warningsOf(
  { atBound, converged, gradient }: MixedOptimum,
  leftOut: number,
): readonly StatisticalWarning[] {
  return [
    ...(leftOut > 0
      ? [warning("left-out", `${leftOut} rows in which something is missing were left out.`)]
      : []),
    ...(atBound
      ? [
          warning(
            "no-spread",
            "A variance is zero, or a correlation one: degrees of freedom take it for known.",
          ),
        ]
      : []),
    ...(converged
      ? []
      : [
          warning(
            "not-estimable",
            `The likelihood was still rising where the search ended (gradient ${gradient}).`,
          ),
        ]),
  ];
}
