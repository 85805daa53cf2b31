import {
  type InnerStructure,
  type MultilevelModel,
  type MultilevelOptions,
  type MultilevelResult,
  multilevelMetaAnalysis,
  type RandomEffects,
  tableFromText,
} from "../../../../src/stats/index.ts";
import { toRows, zeros } from "../../../../src/stats/linear/matrix.ts";
import type { Adapter, GoldenCase } from "../adapter.ts";
import { answered, listOption, numberOption, textOption } from "./case-options.ts";

/** rma.mv of metafor. */
export const adapters: readonly Adapter[] = [
  {
    name: "multilevel and multivariate models",
    takes: ({ spec, data }) => spec["fn"] === "rma.mv" && data.has("yi"),
    answer: (golden) => ({ figures: figuresOf(multilevelOf(golden)) }),
  },
];

export function multilevelOf(golden: GoldenCase): MultilevelResult {
  return answered(multilevelMetaAnalysis(modelOf(golden), optionsOf(golden)));
}

function optionsOf(golden: GoldenCase): MultilevelOptions {
  const level = numberOption(golden, "level");
  const test = textOption(golden, "dfs") === "contain" ? "contain" : textOption(golden, "test");
  const tested = listOption(golden, "btt")?.map((place) => Number(place) - 1);
  return {
    method: (textOption(golden, "method") ?? "REML") as "REML" | "ML",
    test: (test ?? "z") as "z" | "t" | "contain",
    ...(level === undefined ? {} : { level: level > 1 ? level / 100 : level }),
    ...(tested ? { tested } : {}),
  };
}

function modelOf(golden: GoldenCase): MultilevelModel {
  const data = tableFromText(golden.data);
  const moderators = golden.spec["mods"] ?? /mods\s*=\s*(~[^,)]*(?:\([^)]*\)[^,)]*)*)/.exec(golden.call)?.[1];
  return {
    data,
    effect: textOption(golden, "yi") ?? "yi",
    sampling: samplingOf(golden),
    ...(moderators === undefined ? {} : { moderators: String(moderators) }),
    random: randomOf(golden),
  };
}

/** Columns v1i, v2i … are rows of a covariance matrix of each group; else variances stand in `vi`. */
function samplingOf(golden: GoldenCase): MultilevelModel["sampling"] {
  const columns = [...golden.data.keys()].filter((name) => /^v\d+i$/.test(name));
  const usesBlocks = columns.length > 0 && !/\(yi,\s*vi\b/.test(golden.call);
  if (!usesBlocks) return textOption(golden, "vi") ?? "vi";
  const group = golden.data.get(groupOf(golden)) ?? [];
  const matrix = zeros(group.length, group.length);
  group.forEach((own, row) => {
    const first = group.indexOf(own);
    columns.forEach((name, place) => {
      if (group[first + place] !== own) return;
      matrix.values[row * group.length + first + place] = Number(golden.data.get(name)?.[row]);
    });
  });
  return matrix;
}

function groupOf(golden: GoldenCase): string {
  const split = /split\(.*\$(\w+)\)/.exec(golden.call)?.[1];
  const outer = /\|\s*(\w+)/.exec(String(golden.spec["random"]))?.[1];
  return split !== undefined && golden.data.has(split) ? split : (outer ?? "study");
}

function randomOf(golden: GoldenCase): readonly RandomEffects[] {
  const said = golden.spec["random"];
  const formulas = (Array.isArray(said) ? said : said === undefined ? [] : [said]).map(String);
  const structures = listOption(golden, "struct") ?? [];
  const sigma = fixedOption(golden, "sigma2") ?? [];
  let [intercepts, inners] = [0, 0];
  return formulas.map((text): RandomEffects => {
    const formula = text.replace(/,.*$/, "").replace(/^\s*(?=[^~\s])/, "~ ");
    if (/~\s*1\s*\|/.test(formula)) {
      const count = (formula.match(/\//g) ?? []).length + 1;
      const variances = sigma.slice(intercepts, intercepts + count);
      intercepts += count;
      return variances.length === count ? { formula, variances } : { formula };
    }
    const names = inners === 0 ? (["tau2", "rho"] as const) : (["gamma2", "phi"] as const);
    const structure = String(structures[inners] ?? structures[0] ?? "CS") as InnerStructure;
    const inline = /,\s*rho\s*=\s*([\d./]+)/.exec(text)?.[1];
    const variances = fixedOption(golden, names[0]);
    const correlations = fixedOption(golden, names[1]) ?? (inline ? [fraction(inline)] : undefined);
    inners += 1;
    return {
      formula,
      structure,
      ...(variances ? { variances } : {}),
      ...(correlations ? { correlations } : {}),
    };
  });
}

function fixedOption(golden: GoldenCase, name: string): readonly (number | null)[] | undefined {
  return listOption(golden, name)?.map((value) =>
    value === null || value === "NA" ? null : fraction(String(value)),
  );
}

function fraction(text: string): number {
  const [over, under] = text.split("/").map(Number);
  return under === undefined ? Number(over) : Number(over) / under;
}

export function figuresOf(result: MultilevelResult) {
  const { coefficients, components, heterogeneity, moderators } = result;
  const intercepts = components.filter(({ name }) => !name.includes("|"));
  const [first, second] = components.filter(({ name }) => name.includes("|"));
  const some = (values: readonly number[] | undefined): readonly number[] =>
    values === undefined || values.length === 0 ? [0] : values;
  return {
    beta: coefficients.map((one) => one.estimate),
    se: coefficients.map((one) => one.standardError),
    zval: coefficients.map((one) => one.statistic),
    pval: coefficients.map((one) => one.pValue),
    ci_lb: coefficients.map((one) => one.interval?.lower ?? null),
    ci_ub: coefficients.map((one) => one.interval?.upper ?? null),
    ddf: coefficients.map((one) => one.degreesOfFreedom),
    vb: toRows(result.covariance),
    sigma2: some(intercepts.flatMap(({ variances }) => variances)),
    tau2: some(first?.variances),
    rho: some(first?.correlations),
    gamma2: some(second?.variances),
    phi: some(second?.correlations),
    QE: heterogeneity.statistic,
    QEp: heterogeneity.pValue,
    QM: moderators.statistic,
    QMp: moderators.pValue,
    ll: result.logLikelihood,
    k: result.n,
    p: coefficients.length,
  };
}
