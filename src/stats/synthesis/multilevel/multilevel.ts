import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { chiSquaredTails } from "../../distributions/chi-squared.ts";
import { type StatisticalWarning, warning } from "../../estimate.ts";
import type { DataTable } from "../../formula/data-table.ts";
import { modelMatrix } from "../../formula/model-matrix.ts";
import { parseFormula } from "../../formula/terms.ts";
import { type LevelOption, levelIssues, usualLevel } from "../../level.ts";
import { invertPositive } from "../../linear/cholesky.ts";
import { at, crossProduct, type Matrix, submatrix } from "../../linear/matrix.ts";
import { leastSquares } from "../../linear/qr.ts";
import { type Coefficient, coefficientsOf, type WaldTest, waldTest } from "./coefficients.ts";
import type { Natural } from "./covariance-structure.ts";
import { containmentDegrees } from "./degrees-of-freedom.ts";
import { type BlockedOutcomes, blockedOutcomes } from "./generalized-least-squares.ts";
import { independentBlocks, type SamplingCovariance } from "./independent-blocks.ts";
import { fitMultilevel, fitWithoutRandomEffects, type MultilevelFit } from "./multilevel-fit.ts";
import { type LikelihoodMethod, termParameters } from "./multilevel-likelihood.ts";
import {
  columnsOf,
  isComplete,
  isIssue,
  type ParsedEffects,
  parseEffects,
  type RandomEffects,
} from "./random-effects.ts";
import type { RandomTerm } from "./random-term.ts";
import { termsOf } from "./random-terms.ts";

/** Dependent outcomes of studies: what was found, how exactly, and what the effects are thought to share. */
export type MultilevelModel = {
  readonly data: DataTable;
  /** The column of the outcomes. */
  readonly effect: string;
  /** The column of their sampling variances, or the covariance matrix of all rows. */
  readonly sampling: string | Matrix;
  /** `~ dose + factor(drug)`; an average alone where it is not given. */
  readonly moderators?: string;
  /** Sampling errors alone where there are none. */
  readonly random?: readonly RandomEffects[];
};

export type MultilevelOptions = LevelOption & {
  /** REML where it is not given. */
  readonly method?: LikelihoodMethod;
  /** The normal distribution, or Student's with as many degrees as outcomes beyond coefficients, or as the levels at which a moderator varies leave. */
  readonly test?: "z" | "t" | "contain";
  /** The coefficients of the test of moderators, from 0; all but the intercept where it is not given. */
  readonly tested?: readonly number[];
};

/** The variances of the random effects of one term. */
export type VarianceComponents = Natural & {
  readonly name: string;
  readonly levels: readonly string[];
  readonly groups: number;
};

export type MultilevelResult = {
  readonly method: string;
  readonly coefficients: readonly Coefficient[];
  readonly covariance: Matrix;
  readonly components: readonly VarianceComponents[];
  /** Whether the outcomes differ by more than their sampling errors and moderators. */
  readonly heterogeneity: WaldTest;
  readonly moderators: WaldTest;
  readonly logLikelihood: number;
  readonly informationCriteria: { readonly aic: number; readonly bic: number; readonly aicc: number };
  readonly n: number;
  readonly iterations: number;
  readonly largestGradient: number;
  readonly converged: boolean;
  readonly warnings: readonly StatisticalWarning[];
  /** For intervals and robust errors. */
  readonly fitted: FittedModel;
};

export type FittedModel = {
  readonly data: BlockedOutcomes;
  readonly likelihood: LikelihoodMethod;
  readonly fit: MultilevelFit;
  /** The rows of the table that take part. */
  readonly rows: readonly number[];
  readonly level: number;
  readonly tested: readonly number[];
};

/**
 * The multilevel or multivariate random-effects model of dependent effects by (restricted) maximum likelihood.
 *
 * Refuses columns that are missing, variances below 0, a covariance matrix of other size or not symmetric, and formulas it cannot read.
 * Rows in which anything is missing are left out and counted.
 *
 * Konstantopoulos (2011), Res. Synth. Methods 2:61; Berkey et al. (1998), Stat. Med. 17:2537.
 */
export function multilevelMetaAnalysis(
  model: MultilevelModel,
  options: MultilevelOptions = {},
): Result<MultilevelResult, InvalidInput> {
  const prepared = prepare(model, options);
  if (!prepared.ok) return prepared;
  const { data, names, rows, warnings, tested } = prepared.value;
  const likelihood = options.method ?? "REML";
  const fit = fitMultilevel(data, likelihood);
  if (fit === undefined)
    return failed(
      invalidInput({
        path: "sampling",
        message: "expected a covariance of outcomes that is positive definite",
      }),
    );
  const level = options.level ?? usualLevel;
  return ok(described({ data, likelihood, fit, rows, level, tested }, names, options.test ?? "z", warnings));
}

type Prepared = {
  readonly data: BlockedOutcomes;
  readonly names: readonly string[];
  readonly rows: readonly number[];
  readonly warnings: readonly StatisticalWarning[];
  readonly tested: readonly number[];
};

function prepare(model: MultilevelModel, options: MultilevelOptions): Result<Prepared, InvalidInput> {
  const { data: table, effect, sampling, moderators = "~ 1", random = [] } = model;
  const parsed = random.map((effects, index) => parseEffects(effects, `random.${index}`, table));
  const formula = parseFormula(moderators);
  const issues: InputIssue[] = [
    ...parsed.filter(isIssue),
    ...(formula.ok ? [] : formula.error.issues),
    ...samplingIssues(model),
    ...levelIssues(options.level ?? usualLevel),
  ];
  if (issues.length > 0 || !formula.ok) return failed(invalidInput(...issues));
  const effects = parsed.filter((one): one is ParsedEffects => !isIssue(one));
  const needed = [effect, ...(typeof sampling === "string" ? [sampling] : []), ...effects.flatMap(columnsOf)];
  const design = modelMatrix(formula.value, table, { required: needed });
  if (!design.ok) return design;
  const rows = design.value.rows.filter((row) => isComplete(table, needed, row));
  const outcomes = Float64Array.from(rows, (row) => Number(table.get(effect)?.[row]));
  const beyond = outcomes.find((value) => !(Math.abs(value) < 1e150));
  if (beyond !== undefined)
    return failed(
      invalidInput({ path: `data.${effect}`, message: `expected numbers below 1e150, got ${beyond}` }),
    );
  const built = effects.map((one) => termsOf(one, table, rows));
  const wrong = built.flatMap((one) => one.issues);
  if (wrong.length > 0) return failed(invalidInput(...wrong));
  const { kept } = leastSquares(design.value.matrix, outcomes);
  const columns = [...kept].sort((a, b) => a - b);
  if (columns.length >= rows.length && rows.length < 1)
    return failed(invalidInput({ path: "data", message: "expected at least one complete row" }));
  const terms = built.flatMap((one) => one.terms);
  const errors = samplingOf(model, rows);
  const x = submatrix(design.value.matrix, [...rows.keys()], columns);
  const names = columns.map((column) => design.value.names[column] ?? "");
  const usualTested = columns.flatMap((column, place) =>
    formula.value.intercept && column === 0 && columns.length > 1 ? [] : [place],
  );
  return ok({
    data: blockedOutcomes(outcomes, x, terms, independentBlocks(rows.length, errors, terms)),
    names,
    rows,
    tested: (options.tested ?? usualTested).filter((place) => place >= 0 && place < columns.length),
    warnings: [
      ...built.flatMap((one) => one.warnings),
      ...leftOutWarnings(table, rows.length),
      ...(columns.length < design.value.matrix.columns
        ? [
            warning(
              "singular",
              "Columns of the moderators depend on each other: the later ones are left out.",
            ),
          ]
        : []),
    ],
  });
}

function leftOutWarnings(table: DataTable, kept: number): readonly StatisticalWarning[] {
  const all = [...table.values()][0]?.length ?? 0;
  if (all === kept) return [];
  return [warning("left-out", `${all - kept} of ${all} rows are not complete.`)];
}

function samplingIssues({ data, effect, sampling }: MultilevelModel): readonly InputIssue[] {
  const missing = [effect, ...(typeof sampling === "string" ? [sampling] : [])].filter(
    (name) => !data.has(name),
  );
  if (missing.length > 0)
    return missing.map((name) => ({ path: "data", message: `expected a column "${name}", got none` }));
  const count = data.get(effect)?.length ?? 0;
  if (typeof sampling === "string") {
    const column = Array.from(data.get(sampling) ?? []);
    const row = column.findIndex(
      (value) => typeof value === "string" || (value !== null && !(value >= 0 || Number.isNaN(value))),
    );
    if (row < 0) return [];
    return [
      { path: `data.${sampling}.${row}`, message: `expected a variance of 0 or more, got ${column[row]}` },
    ];
  }
  if (sampling.rows === count && sampling.columns === count) return [];
  return [
    {
      path: "sampling",
      message: `expected ${count} rows and columns, got ${sampling.rows} × ${sampling.columns}`,
    },
  ];
}

function samplingOf({ data, sampling }: MultilevelModel, rows: readonly number[]): SamplingCovariance {
  if (typeof sampling !== "string") return submatrix(sampling, rows, rows);
  return Float64Array.from(rows, (row) => Number(data.get(sampling)?.[row]));
}

function described(
  fitted: FittedModel,
  names: readonly string[],
  test: "z" | "t" | "contain",
  given: readonly StatisticalWarning[],
): MultilevelResult {
  const { data, likelihood, fit, level, tested } = fitted;
  const [n, p] = [data.outcomes.length, data.design.columns];
  const degrees = degreesFor(test, data);
  const { beta, covariance } = fit.fit;
  const logLikelihood = logLikelihoodOf(fitted);
  const estimated = fit.parameters.length + p;
  const size = likelihood === "REML" ? n - p : n;
  const warnings = [...given, ...fitWarnings(fit, n, p)];
  return {
    method: `Multilevel random-effects model by ${likelihood} (Konstantopoulos 2011)`,
    coefficients: coefficientsOf(names, beta, covariance, degrees, level),
    covariance,
    components: componentsOf(data.terms, fit.parameters),
    heterogeneity: residualHeterogeneity(data),
    moderators: waldTest(beta, covariance, tested, degrees),
    logLikelihood,
    informationCriteria: {
      aic: 2 * estimated - 2 * logLikelihood,
      bic: estimated * Math.log(size) - 2 * logLikelihood,
      aicc:
        (2 * estimated * Math.max(size, estimated + 2)) / (Math.max(size, estimated + 2) - estimated - 1) -
        2 * logLikelihood,
    },
    n,
    iterations: fit.iterations,
    largestGradient: fit.largestGradient,
    converged: fit.converged,
    warnings,
    fitted,
  };
}

function degreesFor(test: "z" | "t" | "contain", data: BlockedOutcomes): readonly number[] {
  const { rows, columns } = data.design;
  if (test === "contain") return containmentDegrees(data);
  return new Array<number>(columns).fill(test === "z" ? Number.POSITIVE_INFINITY : rows - columns);
}

function fitWarnings(fit: MultilevelFit, n: number, p: number): readonly StatisticalWarning[] {
  const settled = fit.converged
    ? []
    : [
        warning(
          "no-convergence",
          `The likelihood did not settle: a slope of ${fit.largestGradient.toExponential(1)} is left.`,
        ),
      ];
  const few = n - p < fit.parameters.length;
  return few
    ? [...settled, warning("not-estimable", "There are fewer outcomes than variances to tell apart.")]
    : settled;
}

export function componentsOf(
  terms: readonly RandomTerm[],
  parameters: Float64Array,
): readonly VarianceComponents[] {
  return termParameters(terms, parameters).map((own, index) => {
    const { name, levels, groups, structure } = terms[index] as RandomTerm;
    return { name, levels, groups: new Set(groups).size, ...structure.natural(own) };
  });
}

/** With the constants that make likelihoods of one method comparable; |X′X| is part of that of REML. */
function logLikelihoodOf({ data, likelihood, fit }: FittedModel): number {
  const { rows, columns } = data.design;
  if (likelihood === "ML") return -(rows * Math.log(2 * Math.PI) + fit.deviance) / 2;
  const design = invertPositive(crossProduct(data.design))?.logDeterminant ?? 0;
  return -((rows - columns) * Math.log(2 * Math.PI) + fit.deviance - design) / 2;
}

function residualHeterogeneity(data: BlockedOutcomes): WaldTest {
  const { rows, columns } = data.design;
  const fixed = fitWithoutRandomEffects(data);
  const degreesOfFreedom = rows - columns;
  if (fixed === undefined || degreesOfFreedom < 0)
    return { statistic: null, degreesOfFreedom, denominator: null, pValue: null };
  const statistic = fixed.residualSum;
  const pValue = degreesOfFreedom === 0 ? 1 : chiSquaredTails(statistic, degreesOfFreedom).upper;
  return { statistic, degreesOfFreedom, denominator: null, pValue };
}

/** The sampling variances of the outcomes that took part. */
export function samplingVariances({ blocks, outcomes }: BlockedOutcomes): Float64Array {
  const variances = new Float64Array(outcomes.length);
  for (const { rows, sampling } of blocks)
    rows.forEach((row, place) => {
      variances[row] = at(sampling.values, place * rows.length + place);
    });
  return variances;
}
