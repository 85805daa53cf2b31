import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type StatisticalWarning, warning } from "../estimate.ts";
import type { DataTable } from "../formula/data-table.ts";
import type { Design } from "../formula/model-matrix.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";
import { apply, at, type Matrix, scale, submatrix } from "../linear/matrix.ts";
import { type Coefficient, coefficientsOf } from "./coefficients.ts";
import { fitGlm } from "./fit-glm.ts";
import { type FamilyName, familyOf, type LinkName, linkOf, usualLink } from "./glm-family.ts";
import { type GlmModel, type SettledFit, settledFit } from "./glm-fit-of-data.ts";
import { clusterIssues, covarianceName } from "./linear-model.ts";
import { orthonormalDesign, turnedBack } from "./orthonormal-design.ts";
import { type RegressionData, type RegressionOptions, regressionData } from "./regression-data.ts";
import { type CovarianceKind, leveragesOf, robustCovariance } from "./robust-covariance.ts";

export type GeneralizedLinearModelOptions = RegressionOptions &
  LevelOption & {
    readonly family: FamilyName;
    /** The family's own where it is not given: logit, log, identity. */
    readonly link?: LinkName;
    /** `model` where it is not given, and `clustered` where `clusters` is. */
    readonly covariance?: CovarianceKind;
    /** Whether the variance is a multiple, to be estimated, of what the family has; false where it is not given, but for the Gaussian. */
    readonly dispersed?: boolean;
  };

export type GeneralizedLinearModel = {
  readonly method: string;
  readonly family: FamilyName;
  readonly link: LinkName;
  readonly coefficients: readonly Coefficient[];
  /** Of the coefficients that have an estimate, and their places in `coefficients`. */
  readonly covariance: Matrix;
  readonly kept: readonly number[];
  readonly deviance: number;
  /** Of the model with nothing but the intercept, and the offset. */
  readonly nullDeviance: number;
  readonly degreesOfFreedom: number;
  /** 1 where it is not estimated. */
  readonly dispersion: number | null;
  /** Null where the dispersion is estimated. */
  readonly logLikelihood: number | null;
  /** For each complete row: the mean, and the linear predictor, which is infinite where outcomes are separated. */
  readonly fitted: Float64Array;
  readonly predictor: Float64Array;
  readonly design: Design;
  readonly n: number;
  /** Rows in which something is missing. */
  readonly leftOut: number;
  readonly level: number;
  readonly iterations: number;
  /** The largest derivative of the log likelihood by a coefficient, the columns scaled to length 1 and made orthogonal. */
  readonly gradient: number;
  readonly converged: boolean;
  readonly warnings: readonly StatisticalWarning[];
};

/**
 * A generalized linear model by maximum likelihood: logistic, log-binomial, probit, Poisson, and with a robust covariance the modified Poisson model of
 * risks (Zou 2004, Am. J. Epidemiol. 159:702). Outcomes of the binomial family are 0 or 1, or proportions with numbers of trials as weights. Where
 * covariates separate the outcomes, the coefficients that have no finite estimate are null, the others are what they tend to.
 *
 * McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed.; separation: Albert and Anderson (1984), Biometrika 71:1.
 */
export function generalizedLinearModel(
  formula: string,
  table: DataTable,
  options: GeneralizedLinearModelOptions,
): Result<GeneralizedLinearModel, InvalidInput> {
  const { level = usualLevel, clusters, family, link = usualLink[family] } = options;
  const kind = options.covariance ?? (clusters === undefined ? "model" : "clustered");
  const issues = [...levelIssues(level), ...clusterIssues(kind, clusters), ...linkIssues(family, link)];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const data = regressionData(formula, table, options);
  if (!data.ok) return data;
  const impossible = outcomeIssues(data.value, family);
  if (impossible.length > 0) return failed(invalidInput(...impossible));
  const model = { family: familyOf(family), link: linkOf(link) };
  const dispersed = options.dispersed ?? family === "gaussian";
  return ok(describedFit(data.value, model, settledFit(data.value, model), { kind, level, dispersed }));
}

const sensibleLinks: Readonly<Record<FamilyName, readonly LinkName[]>> = {
  binomial: ["logit", "log", "identity", "probit", "complementary-log-log"],
  poisson: ["log", "identity"],
  gaussian: ["identity", "log"],
};

function linkIssues(family: FamilyName, link: LinkName): readonly InputIssue[] {
  const known = sensibleLinks[family];
  return known.includes(link)
    ? []
    : [{ path: "link", message: `expected one of ${known.join(", ")} with ${family}, got ${link}` }];
}

export function outcomeIssues(
  { response, design }: RegressionData,
  family: FamilyName,
): readonly InputIssue[] {
  if (family === "gaussian") return [];
  const most = family === "binomial" ? 1 : Number.MAX_VALUE;
  const wanted = family === "binomial" ? "an outcome from 0 to 1" : "a count";
  return Array.from(response).flatMap((outcome, index) =>
    outcome >= 0 && outcome <= most
      ? []
      : [
          {
            path: "formula",
            message: `expected ${wanted} in row ${at(design.rows, index) + 1}, got ${outcome}`,
          },
        ],
  );
}

type Described = { readonly kind: CovarianceKind; readonly level: number; readonly dispersed: boolean };

function describedFit(
  data: RegressionData,
  model: GlmModel,
  fit: SettledFit,
  { kind, level, dispersed }: Described,
): GeneralizedLinearModel {
  const { optimum, basis, finite, rows } = fit;
  const n = data.weights.reduce((count, weight) => count + Number(weight > 0), 0);
  const degreesOfFreedom = n - fit.rank;
  const dispersion = dispersed ? pearson(data, model, fit) / degreesOfFreedom : 1;
  const kept = finite.map((place) => at(basis.kept, place));
  const all = covarianceOf(data, fit, kind, dispersion);
  const covariance = submatrix(all, finite, finite);
  const estimates = apply(basis.back, optimum.coefficients);
  const { names } = data.design;
  const found = {
    names,
    kept,
    estimates: Float64Array.from(finite, (place) => at(estimates, place)),
    covariance,
    degreesOfFreedom: dispersed ? Math.max(0, degreesOfFreedom) : undefined,
    level,
  };
  return {
    method: `Generalized linear model: ${model.family.name}, ${model.link.name} link, ${covarianceName(kind)}`,
    family: model.family.name,
    link: model.link.name,
    coefficients: coefficientsOf(found),
    covariance,
    kept,
    deviance: optimum.deviance,
    nullDeviance: nullDeviance(data, model),
    degreesOfFreedom,
    dispersion: Number.isFinite(dispersion) ? dispersion : null,
    logLikelihood: dispersed ? null : logLikelihoodOf(data, model, fit),
    fitted: fit.fitted,
    predictor: fit.predictor,
    design: data.design,
    n,
    leftOut: data.design.leftOut,
    level,
    iterations: optimum.iterations,
    gradient: optimum.gradient,
    converged: optimum.converged,
    warnings: warningsOf(data, fit, n, rows.length),
  };
}

/** NaN where there is none: at the edge of what risks can be, and where nothing is left to fit. */
function covarianceOf(
  data: RegressionData,
  { optimum, basis, rows, atEdge }: SettledFit,
  kind: CovarianceKind,
  dispersion: number,
): Matrix {
  const { bread, scores, working } = optimum;
  const size = basis.kept.length;
  if (bread === undefined || atEdge)
    return { rows: size, columns: size, values: new Float64Array(size * size).fill(Number.NaN) };
  if (kind === "model") return scale(turnedBack(bread, basis.back), dispersion);
  const { clusters } = data;
  const robust = robustCovariance(
    {
      bread,
      scores,
      leverages: leveragesOf(basis.q, bread, working),
      clusters: clusters && Int32Array.from(rows, (row) => at(clusters, row)),
    },
    kind,
  );
  return turnedBack(robust, basis.back);
}

function pearson(
  { response, weights }: RegressionData,
  { family }: GlmModel,
  { fitted, rows }: SettledFit,
): number {
  return rows.reduce((sum, row) => {
    const mean = at(fitted, row);
    return sum + (at(weights, row) * (at(response, row) - mean) ** 2) / family.variance(mean);
  }, 0);
}

function logLikelihoodOf(
  { response, weights }: RegressionData,
  { family }: GlmModel,
  { fitted }: SettledFit,
): number | null {
  const { logLikelihood } = family;
  if (logLikelihood === null) return null;
  return fitted.reduce(
    (sum, mean, row) =>
      sum + (at(weights, row) === 0 ? 0 : logLikelihood(at(response, row), mean, at(weights, row))),
    0,
  );
}

function nullDeviance(data: RegressionData, { family, link }: GlmModel): number {
  const { design, response, weights, offset } = data;
  const columns = design.formula.intercept ? 1 : 0;
  const ones = {
    rows: response.length,
    columns,
    values: new Float64Array(response.length * columns).fill(1),
  };
  return fitGlm({ x: orthonormalDesign(ones).q, response, weights, offset, family, link }).deviance;
}

function warningsOf(
  { design, weights }: RegressionData,
  { optimum, basis, infinite, atEdge }: SettledFit,
  n: number,
  used: number,
): readonly StatisticalWarning[] {
  if (n === 0) return [warning("no-observations", "No row is complete, or none has weight.")];
  const named = (indices: readonly number[]): string =>
    indices.map((index) => design.names[index] ?? "").join(", ");
  const dependent = Array.from(design.names.keys()).filter(
    (index) => !basis.kept.includes(index) && !infinite.includes(index),
  );
  const apart = weights.filter((weight) => weight > 0).length - used;
  return [
    ...(dependent.length > 0
      ? [warning("singular", `They depend on the columns before them: ${named(dependent)}.`)]
      : []),
    ...(apart > 0
      ? [
          warning(
            "separation",
            `The covariates tell the outcomes of ${apart} observations for certain: no finite estimate of ${named(infinite)}.`,
          ),
        ]
      : []),
    ...(atEdge
      ? [
          warning(
            "unbounded",
            "A risk of the best fit is 1: the likelihood ends there, and gives no standard errors.",
          ),
        ]
      : []),
    ...(optimum.converged
      ? []
      : [warning("not-converged", "The fit did not settle: its numbers are where it stopped.")]),
  ];
}
