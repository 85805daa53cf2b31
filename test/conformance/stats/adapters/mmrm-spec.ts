import type { Result } from "#kernel";
import { type DataTable, sortedLevels, tableFromText } from "../../../../src/stats/formula/data-table.ts";
import type { CovarianceName } from "../../../../src/stats/mmrm/covariance.ts";
import type { MmrmCovarianceKind, MmrmDegreesOfFreedom } from "../../../../src/stats/mmrm/inference.ts";
import type { MmrmModel } from "../../../../src/stats/mmrm/input.ts";
import type { Comparison } from "../../../../src/stats/mmrm/least-squares-means.ts";
import type { GoldenCase } from "../adapter.ts";

export function resultOf<Value>(result: Result<Value, { readonly issues: readonly unknown[] }>): Value {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

const structures: Readonly<Record<string, CovarianceName>> = {
  us: "unstructured",
  un: "unstructured",
  cs: "compound symmetry",
  csh: "heterogeneous compound symmetry",
  ar1: "autoregressive",
  ar1h: "heterogeneous autoregressive",
  toep: "Toeplitz",
  toeph: "heterogeneous Toeplitz",
  ad: "ante-dependence",
  adh: "heterogeneous ante-dependence",
  sp_exp: "spatial exponential",
};

/** The covariance of a specification: its name, as `us`, or a term of a formula, as `sp_exp(time | arm / id)`. */
type CovarianceTerm = {
  readonly structure: CovarianceName;
  readonly visit: string | undefined;
  readonly coordinates: readonly string[];
  readonly group: string | undefined;
  readonly subject: string | undefined;
};

function covarianceTermOf({ spec, call }: GoldenCase): CovarianceTerm {
  const said = text(spec["cov"]) ?? "us";
  const inCall = /\b(us|csh?|ar1h?|toeph?|adh?|sp_exp)\(([^()|]+)\|([^()]+)\)/;
  const written = inCall.exec(said) ?? inCall.exec(text(spec["formula"]) ?? "") ?? inCall.exec(call);
  const name = /^[a-z_0-9]+/i.exec(said)?.[0].toLowerCase() ?? "us";
  const [group, subject] = (written?.[3] ?? "").split("/").map((part) => part.trim());
  const coordinates = (written?.[2] ?? "").split(",").map((part) => part.trim());
  return {
    structure: structures[written?.[1] ?? name] ?? structures[name] ?? "unstructured",
    visit: text(spec["time"]) ?? (written === null ? undefined : coordinates[0]),
    coordinates,
    group: text(spec["group"]) ?? (subject === undefined ? undefined : group),
    subject: text(spec["subject"]) ?? (written === null ? undefined : (subject ?? group)),
  };
}

export function modelOf(golden: GoldenCase): MmrmModel {
  const { spec } = golden;
  const term = covarianceTermOf(golden);
  const participant = term.subject ?? guessed(golden, ["USUBJID", "id", "subject"]);
  const visit = term.visit ?? guessed(golden, ["AVISIT", "visit"]);
  const weights = text(spec["weights"]);
  const isSpatial = term.structure === "spatial exponential";
  return {
    formula: fixedFormula(golden),
    participant,
    visit,
    covariance: term.structure,
    ...(isSpatial && { coordinates: term.coordinates }),
    ...(term.group !== undefined && { covarianceBy: term.group }),
    ...(weights !== undefined && { weights }),
    likelihood: spec["reml"] === false ? "ML" : "REML",
    levels: levelsOf(golden),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Where the specification names no column, the data's usual name of it. */
function guessed({ data }: GoldenCase, names: readonly string[]): string {
  return names.find((name) => data.has(name)) ?? "";
}

function fixedFormula({ spec }: GoldenCase): string {
  return String(spec["formula"])
    .replace(/\+\s*(us|csh?|ar1h?|toeph?|adh?|sp_exp)\([^()]*\)/, "")
    .trim();
}

export function tableOf(golden: GoldenCase): DataTable {
  const coded = Object.keys(levelsOf(golden));
  return tableFromText(golden.data, coded);
}

/**
 * Which levels come first is not in a CSV file, but in the names of the coefficients and means that are asked for: a factor's reference is the level
 * that no coefficient is named for.
 */
function levelsOf({ data, expected, spec }: GoldenCase): Readonly<Record<string, readonly string[]>> {
  const names = (expected["names"] ?? []) as readonly string[];
  const parts = names.flatMap((name) => name.split(":"));
  const means = (expected["emmeans"] ?? {}) as Readonly<Record<string, readonly unknown[]>>;
  const formula = String(spec["formula"]);
  const levels: Record<string, readonly string[]> = {};
  for (const [column, cells] of data) {
    if (!new RegExp(`\\b${column}\\b`).test(formula)) continue;
    const found = sortedLevels(
      cells.filter((cell) => cell !== "" && cell !== "NA"),
      cells.keys(),
    );
    const shown = [...new Set((means[column] ?? []).map(String))];
    const named = parts
      .filter((part) => part.startsWith(column) && found.includes(part.slice(column.length)))
      .map((part) => part.slice(column.length));
    if (named.length === 0) continue;
    const rest = found.filter((level) => !named.includes(level));
    levels[column] =
      shown.length === found.length ? shown : [...rest, ...new Set(named)].filter((l) => found.includes(l));
  }
  return levels;
}

export function degreesOf({ spec }: GoldenCase): MmrmDegreesOfFreedom {
  switch (String(spec["df"] ?? spec["method"] ?? "Satterthwaite")) {
    case "Kenward-Roger":
      return "Kenward-Roger";
    case "Between-Within":
      return "between-within";
    case "Residual":
      return "residual";
    default:
      return "Satterthwaite";
  }
}

/** What mmrm takes where nothing is said. */
const usualCovariance: Readonly<Record<MmrmDegreesOfFreedom, MmrmCovarianceKind>> = {
  "Kenward-Roger": "Kenward-Roger",
  Satterthwaite: "model",
  "between-within": "model",
  residual: "empirical",
  normal: "model",
};

export function covarianceKindOf(golden: GoldenCase): MmrmCovarianceKind {
  switch (String(golden.spec["vcov"] ?? "default")) {
    case "Kenward-Roger-Linear":
      return "Kenward-Roger linear";
    case "Empirical":
      return "empirical";
    case "Empirical-Jackknife":
      return "empirical jackknife";
    case "Empirical-Bias-Reduced":
      return "empirical bias-reduced";
    case "Asymptotic":
      return "model";
    default:
      return usualCovariance[degreesOf(golden)];
  }
}

export type Margins = {
  readonly by: readonly string[];
  readonly within: readonly string[];
  readonly comparison: Comparison;
};

/** The means that are asked for: the columns of the table of means besides its figures, and those of the table of contrasts. */
export function marginsOf({ expected }: GoldenCase): Margins | undefined {
  const means = expected["emmeans"] as Readonly<Record<string, unknown>> | undefined;
  if (means === undefined) return undefined;
  const contrasts = (expected["contrasts"] ?? {}) as Readonly<Record<string, unknown>>;
  const figures = ["emmean", "SE", "df", "lower.CL", "upper.CL", "t", "p", "contrast", "estimate"];
  const others = (of: Readonly<Record<string, unknown>>): readonly string[] =>
    Object.keys(of).filter((key) => !figures.includes(key));
  return { by: others(means), within: others(contrasts), comparison: "reverse pairwise" };
}
