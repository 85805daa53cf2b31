import type { DataTable } from "../../../../src/stats/formula/data-table.ts";
import { diagonalOf, toRows } from "../../../../src/stats/linear/matrix.ts";
import { fitMmrm, type MmrmFit } from "../../../../src/stats/mmrm/fit-mmrm.ts";
import {
  type ContrastEstimate,
  type MmrmInference,
  mmrmInference,
} from "../../../../src/stats/mmrm/inference.ts";
import { informationCriteria } from "../../../../src/stats/mmrm/information-criteria.ts";
import { leastSquaresMeans, meanDifferences } from "../../../../src/stats/mmrm/least-squares-means.ts";
import type { Adapter, GoldenCase } from "../adapter.ts";
import { covarianceKindOf, degreesOf, marginsOf, modelOf, resultOf, tableOf } from "./mmrm-spec.ts";

/** Cases of mmrm and of gls: the model by its specification, its figures by the names of the case. */
export const adapters: readonly Adapter[] = [
  {
    name: "repeated measures of gls",
    takes: ({ spec, oracle }) => spec["fn"] === "mmrm" && oracle.package === "nlme",
    answer: (golden) => ({ figures: glsFigures(golden) }),
  },
  {
    name: "repeated measures",
    takes: ({ spec }) => spec["fn"] === "mmrm",
    answer: (golden) => ({ figures: mmrmFigures(golden) }),
  },
  {
    name: "joint tests of repeated measures",
    takes: ({ spec }) => spec["fn"] === "df_md",
    answer: (golden) => ({ figures: jointTestFigures(golden) }),
  },
  {
    name: "contrasts of repeated measures",
    takes: ({ spec }) => spec["fn"] === "df_1d",
    answer: (golden) => ({ figures: contrastFigures(golden) }),
  },
];

type Analysis = { readonly table: DataTable; readonly fit: MmrmFit; readonly inference: MmrmInference };

function analysisOf(golden: GoldenCase): Analysis {
  const table = tableOf(golden);
  const fit = resultOf(fitMmrm(table, modelOf(golden)));
  if (!fit.fitted) throw new Error(fit.warnings.map(({ message }) => message).join(" "));
  const inference = resultOf(
    mmrmInference(fit, { degreesOfFreedom: degreesOf(golden), covariance: covarianceKindOf(golden) }),
  );
  return { table, fit, inference };
}

/** gls tells residual variances from visits by an inverse that counts coefficients in maximum likelihood too. */
function glsFigures(golden: GoldenCase): Record<string, unknown> {
  const table = tableOf(golden);
  const model = modelOf(golden);
  const fit = resultOf(fitMmrm(table, model));
  if (!fit.fitted) throw new Error("no fit");
  const { columns } = fit.working.problem;
  const factor = model.likelihood === "ML" ? fit.observations / (fit.observations - columns) : 1;
  const covariance = {
    ...fit.coefficientCovariance,
    values: fit.coefficientCovariance.values.map((value) => factor * value),
  };
  const criteria = informationCriteria(fit, "covariance and coefficients");
  return {
    names: fit.names,
    beta: fit.coefficients,
    se: diagonalOf(covariance).map(Math.sqrt),
    vcov: toRows(covariance),
    sigma: sigmaOf(fit),
    logLik: criteria.logLikelihood,
    AIC: criteria.aic,
    BIC: criteria.bic,
    n_obs: fit.observations,
  };
}

function mmrmFigures(golden: GoldenCase): Record<string, unknown> {
  const { table, fit, inference } = analysisOf(golden);
  const criteria = informationCriteria(fit);
  const coefficients = inference.coefficients();
  return {
    names: fit.names,
    beta: fit.coefficients,
    se: coefficients.map(({ standardError }) => standardError),
    df: coefficients.map(({ degreesOfFreedom }) => degreesOfFreedom),
    t: coefficients.map(({ t }) => t),
    p: coefficients.map(({ pValue }) => pValue),
    vcov_beta: toRows(inference.covariance),
    vcov_used: toRows(inference.covariance),
    sigma: sigmaOf(fit),
    theta: fit.covarianceParameters,
    theta_note: golden.expected["theta_note"],
    neg2logLik: fit.minusTwoLogLikelihood,
    logLik: criteria.logLikelihood,
    AIC: criteria.aic,
    AICc: criteria.aicc,
    BIC: criteria.bic,
    n_obs: fit.observations,
    n_subjects: fit.participants,
    max_abs_gradient: fit.gradient,
    ...meanFigures(golden, fit, table, inference),
  };
}

/** Of one group its matrix; of a spatial covariance that of two points at distance one. */
function sigmaOf({ covariance, covarianceParameters, working }: MmrmFit): unknown {
  const groups = [...covariance];
  const matrices = groups.map(([, matrix], group) => {
    if (working.structure.name !== "spatial exponential") return toRows(matrix);
    const [logVariance = 0, logit = 0] = covarianceParameters.slice(2 * group);
    const variance = Math.exp(logVariance);
    const shared = variance / (1 + Math.exp(-logit));
    return [
      [variance, shared],
      [shared, variance],
    ];
  });
  if (groups.length === 1) return matrices[0];
  return Object.fromEntries(groups.map(([name], index) => [name, matrices[index]]));
}

function meanFigures(
  golden: GoldenCase,
  fit: MmrmFit,
  table: DataTable,
  inference: MmrmInference,
): Record<string, unknown> {
  const margins = marginsOf(golden);
  if (margins === undefined) return {};
  const means = resultOf(leastSquaresMeans(fit, table, inference, { by: margins.by }));
  const differences = meanDifferences(means, inference, {
    within: margins.within,
    comparison: margins.comparison,
  });
  return {
    emmeans: {
      ...levelColumns(means, margins.by),
      emmean: means.map(({ estimate }) => estimate),
      ...estimateColumns(means),
    },
    contrasts: {
      contrast: differences.map(({ contrast }) => contrast),
      ...levelColumns(differences, margins.within),
      estimate: differences.map(({ estimate }) => estimate),
      ...estimateColumns(differences),
    },
  };
}

function levelColumns(
  rows: readonly { readonly levels: Readonly<Record<string, string>> }[],
  names: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, rows.map(({ levels }) => levels[name])]));
}

function estimateColumns(rows: readonly ContrastEstimate[]): Record<string, unknown> {
  return {
    SE: rows.map(({ standardError }) => standardError),
    df: rows.map(({ degreesOfFreedom }) => degreesOfFreedom),
    "lower.CL": rows.map(({ lower }) => lower),
    "upper.CL": rows.map(({ upper }) => upper),
    t: rows.map(({ t }) => t),
    p: rows.map(({ pValue }) => pValue),
  };
}

function jointTestFigures(golden: GoldenCase): Record<string, unknown> {
  const { fit, inference } = analysisOf(golden);
  const contrasts = golden.expected["L"] as readonly (readonly number[])[];
  const { f, numerator, denominator, pValue } = inference.test(contrasts);
  return { names: fit.names, L: contrasts, num_df: numerator, denom_df: denominator, F: f, p: pValue };
}

function contrastFigures(golden: GoldenCase): Record<string, unknown> {
  const { fit, inference } = analysisOf(golden);
  const weights = (golden.expected["L"] ?? golden.spec["L"]) as readonly number[];
  const { estimate, standardError, degreesOfFreedom, t, pValue } = inference.contrast(weights.flat());
  return {
    names: fit.names,
    L: weights,
    est: estimate,
    se: standardError,
    df: degreesOfFreedom,
    t,
    p: pValue,
  };
}
