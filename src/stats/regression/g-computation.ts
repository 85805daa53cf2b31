import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { normalCdf } from "../distributions/normal.ts";
import { type Interval, type StatisticalWarning, warning } from "../estimate.ts";
import type { DataTable } from "../formula/data-table.ts";
import { normalReach } from "../intervals/wald.ts";
import {
  apply,
  at,
  entry,
  type Matrix,
  matrixOf,
  multiply,
  quadraticForm,
  submatrix,
  transpose,
} from "../linear/matrix.ts";
import {
  type GeneralizedLinearModel,
  type GeneralizedLinearModelOptions,
  generalizedLinearModel,
} from "./generalized-linear-model.ts";
import { linkOf } from "./glm-family.ts";
import { influenceCovariance } from "./influence-covariance.ts";
import { type ArmOptions, type Arms, armsOf, designUnder, weightedMeans } from "./standardized-table.ts";

export type GComputationOptions = Omit<GeneralizedLinearModelOptions, "family"> &
  ArmOptions & {
    /** `binomial` where it is not given. */
    readonly family?: GeneralizedLinearModelOptions["family"];
    /**
     * `delta`: from the covariance of the coefficients, for participants with just these covariates. `influence`: for participants drawn with their covariates
     * and randomized, whether or not the model is right. `influence` where it is not given.
     */
    readonly variance?: "delta" | "influence";
  };

/** A marginal quantity; null where the model leaves it undefined. */
export type Standardized = {
  readonly estimate: number | null;
  /** Of a ratio, that of its logarithm. */
  readonly standardError: number | null;
  readonly interval: Interval | null;
  /** That there is no difference; null of a mean by itself. */
  readonly pValue: number | null;
};

export type ArmMean = Omit<Standardized, "pValue"> & { readonly arm: string };

export type ArmContrast = {
  readonly arm: string;
  readonly reference: string;
  readonly difference: Standardized;
  /** Null where a mean is not above 0. */
  readonly ratio: Standardized;
  /** Null where a mean is not between 0 and 1. */
  readonly oddsRatio: Standardized;
};

export type GComputation = {
  readonly method: string;
  /** The mean outcome, or risk, had everybody been in that arm. */
  readonly means: readonly ArmMean[];
  /** Of the means, in the order of the arms. */
  readonly covariance: Matrix;
  readonly contrasts: readonly ArmContrast[];
  readonly model: GeneralizedLinearModel;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * The marginal mean of each arm by standardization: a model's predictions for everybody under each arm, averaged. Their differences and ratios are those of the
 * trial's population, not of participants with equal covariates.
 *
 * FDA (2023), Adjusting for Covariates in Randomized Clinical Trials, section III.C; delta: Ge et al. (2011), Drug Inf. J. 45:481; influence: Ye et al. (2023),
 * Stat. Theory Relat. Fields 7:159, for simple randomization.
 */
export function gComputation(
  formula: string,
  table: DataTable,
  options: GComputationOptions,
): Result<GComputation, InvalidInput> {
  const { variance = "influence", family = "binomial", weights } = options;
  if (variance === "influence" && weights !== undefined)
    return failed(
      invalidInput({ path: "variance", message: 'expected "delta" with weights, got "influence"' }),
    );
  const model = generalizedLinearModel(formula, table, { ...options, family });
  if (!model.ok) return model;
  const arms = armsOf(model.value.design, table, options);
  if (!arms.ok) return arms;
  const issues = armIssues(arms.value);
  if (issues.length > 0) return failed(invalidInput(...issues));
  return ok(standardized(model.value, table, arms.value, { variance, weights }));
}

function armIssues({ levels }: Arms): readonly InputIssue[] {
  return levels.length >= 2
    ? []
    : [{ path: "arm", message: `expected at least two arms, got ${levels.length}` }];
}

type Settings = { readonly variance: "delta" | "influence"; readonly weights: string | undefined };

function standardized(
  model: GeneralizedLinearModel,
  table: DataTable,
  arms: Arms,
  { variance, weights }: Settings,
): GComputation {
  const { design, kept, coefficients } = model;
  const weighing = design.rows.map((row) => (weights === undefined ? 1 : Number(table.get(weights)?.[row])));
  const predicted = arms.levels.map((level) => predictionsUnder(model, table, arms, level));
  const isKnown =
    kept.length === coefficients.filter(({ estimate }) => estimate !== null).length && isEstimable(model);
  const means = predicted.map(({ means: of }) => (isKnown ? meanOf(of, weighing) : null));
  const covariance =
    variance === "delta"
      ? deltaCovariance(predicted, model.covariance, weighing)
      : influenceCovariance({
          outcomes: design.response ?? new Float64Array(),
          arms: armIndices(table, arms, design.rows),
          predictions: predicted.map(({ means: of }) => of),
        });
  return {
    method: `G-computation, ${variance === "delta" ? `delta method (Ge et al. 2011)` : "influence function (Ye et al. 2023)"}`,
    means: arms.levels.map((arm, index) => ({
      arm,
      ...plainly(means[index] ?? null, entry(covariance, index, index), model.level),
    })),
    covariance,
    contrasts: contrastsOf(arms, means, covariance, model.level),
    model,
    warnings: [
      ...model.warnings,
      ...(isKnown
        ? []
        : [
            warning(
              "not-estimable",
              "The model leaves a mean undefined: it has no finite estimate of all that it needs.",
            ),
          ]),
    ],
  };
}

/** Where outcomes are separated, predictions under another arm may be anything. */
function isEstimable({ warnings, kept }: GeneralizedLinearModel): boolean {
  return kept.length > 0 && !warnings.some(({ code }) => code === "separation");
}

type Predictions = {
  readonly means: Float64Array;
  /** The derivative of each mean by the coefficients that have an estimate. */
  readonly slopes: Matrix;
};

function predictionsUnder(
  model: GeneralizedLinearModel,
  table: DataTable,
  arms: Arms,
  level: string,
): Predictions {
  const { design, kept, coefficients, link } = model;
  const whole = designUnder(design, table, arms, level);
  const x = submatrix(
    whole,
    Array.from({ length: whole.rows }, (_, row) => row),
    kept,
  );
  const { mean, slope } = linkOf(link);
  const estimates = kept.map((index) => coefficients[index]?.estimate ?? 0);
  const predictor = apply(x, estimates).map((value, row) => value + (design.offset?.[row] ?? 0));
  const values = x.values.map((value, index) => value * slope(at(predictor, Math.floor(index / x.columns))));
  return { means: predictor.map(mean), slopes: { ...x, values } };
}

function meanOf(values: Float64Array, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, row) => sum + value * at(weights, row), 0) / total;
}

function deltaCovariance(
  predicted: readonly Predictions[],
  covariance: Matrix,
  weights: readonly number[],
): Matrix {
  const gradients = matrixOf(predicted.map(({ slopes }) => weightedMeans(slopes, weights)));
  return multiply(multiply(gradients, covariance), transpose(gradients));
}

function armIndices(table: DataTable, { column, levels }: Arms, rows: readonly number[]): Int32Array {
  return Int32Array.from(rows, (row) => levels.indexOf(String(table.get(column)?.[row])));
}

function contrastsOf(
  { levels, reference }: Arms,
  means: readonly (number | null)[],
  covariance: Matrix,
  level: number,
): readonly ArmContrast[] {
  const base = levels.indexOf(reference);
  return levels.flatMap((arm, index) => {
    if (index === base) return [];
    const [one, other] = [means[index] ?? null, means[base] ?? null];
    const of = (scale: Scale) =>
      contrast(scale, { one, other, level, variance: (a, b) => pairVariance(covariance, index, base, a, b) });
    return [
      { arm, reference, difference: of(differenceScale), ratio: of(ratioScale), oddsRatio: of(oddsScale) },
    ];
  });
}

/** The variance of a × the mean of one arm + b × that of the other. */
function pairVariance(covariance: Matrix, one: number, other: number, a: number, b: number): number {
  return quadraticForm([a, b], submatrix(covariance, [one, other], [one, other]));
}

/** A scale on which means are compared by their difference. */
type Scale = {
  readonly of: (mean: number) => number;
  readonly slope: (mean: number) => number;
  readonly back: (difference: number) => number;
};

const differenceScale: Scale = { of: (mean) => mean, slope: () => 1, back: (value) => value };
const ratioScale: Scale = { of: Math.log, slope: (mean) => 1 / mean, back: Math.exp };
const oddsScale: Scale = {
  of: (mean) => Math.log(mean / (1 - mean)),
  slope: (mean) => 1 / (mean * (1 - mean)),
  back: Math.exp,
};

type Pair = {
  readonly one: number | null;
  readonly other: number | null;
  readonly level: number;
  readonly variance: (a: number, b: number) => number;
};

function contrast({ of, slope, back }: Scale, { one, other, level, variance }: Pair): Standardized {
  const difference = one === null || other === null ? Number.NaN : of(one) - of(other);
  if (one === null || other === null || !Number.isFinite(difference))
    return { estimate: null, standardError: null, interval: null, pValue: null };
  const standardError = Math.sqrt(variance(slope(one), -slope(other)));
  if (!(standardError > 0))
    return { estimate: back(difference), standardError: null, interval: null, pValue: null };
  const reach = normalReach(level) * standardError;
  return {
    estimate: back(difference),
    standardError,
    interval: { lower: back(difference - reach), upper: back(difference + reach), level, method: "Wald" },
    pValue: 2 * normalCdf(-Math.abs(difference / standardError)),
  };
}

function plainly(mean: number | null, variance: number, level: number): Omit<Standardized, "pValue"> {
  const standardError = Math.sqrt(variance);
  if (mean === null || !(standardError > 0)) return { estimate: mean, standardError: null, interval: null };
  const reach = normalReach(level) * standardError;
  return {
    estimate: mean,
    standardError,
    interval: { lower: mean - reach, upper: mean + reach, level, method: "Wald" },
  };
}
