import type { Result } from "../../../../src/kernel/index.ts";
import { tableFromText } from "../../../../src/stats/formula/data-table.ts";
import { type Design, modelMatrix } from "../../../../src/stats/formula/model-matrix.ts";
import { parseFormula } from "../../../../src/stats/formula/terms.ts";
import type { CoefficientTest } from "../../../../src/stats/synthesis/coefficient-tests.ts";
import { type MetaAnalysis, metaAnalysis } from "../../../../src/stats/synthesis/meta-analysis.ts";
import type { MetaAnalysisOptions } from "../../../../src/stats/synthesis/meta-analysis-options.ts";
import type { TauEstimator } from "../../../../src/stats/synthesis/tau-squared.ts";
import type { GoldenCase } from "../adapter.ts";

/** What a sound call gave; a refusal is an error of the adapter. */
export function sound<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export function numbersOf({ data }: GoldenCase, name: string): readonly number[] {
  const column = data.get(name);
  if (column === undefined) throw new Error(`No column ${name}`);
  return column.map((cell) => (cell === "NA" || cell === "" ? Number.NaN : Number(cell)));
}

/** The level of the intervals: in R a percentage, or a share. */
export function levelOf({ spec }: GoldenCase): number {
  const level = Number(spec["level"] ?? 95);
  return level > 1 ? level / 100 : level;
}

/** The studies without anything missing, with their moderators where the call has a formula. */
export function studiesOf(
  golden: GoldenCase,
  formula = golden.spec["mods"],
): {
  readonly estimates: readonly number[];
  readonly variances: readonly number[];
  readonly design: Design | undefined;
  readonly rows: readonly number[];
} {
  const { spec, data } = golden;
  const [y, v] = [
    numbersOf(golden, String(spec["yi"] ?? "yi")),
    numbersOf(golden, String(spec["vi"] ?? "vi")),
  ];
  const complete = y.map((value, row) => Number.isFinite(value + (v[row] as number)));
  const wanted = complete.flatMap((is, row) => (is ? [row] : []));
  const kept = new Map([...data].map(([name, cells]) => [name, wanted.map((row) => cells[row] ?? "NA")]));
  const design =
    formula === undefined
      ? undefined
      : sound(modelMatrix(sound(parseFormula(String(formula))), tableFromText(kept)));
  const rows = (design?.rows ?? wanted.map((_, row) => row)).map((row) => wanted[row] as number);
  return {
    estimates: rows.map((row) => y[row] as number),
    variances: rows.map((row) => v[row] as number),
    design,
    rows,
  };
}

const estimators: Readonly<Record<string, TauEstimator>> = { FE: "common", EE: "common", CE: "common" };
const tests: Readonly<Record<string, CoefficientTest>> = { hksj: "knha" };

/** The options that a call of rma() names. */
export function optionsOf(golden: GoldenCase): MetaAnalysisOptions {
  const { spec } = golden;
  const method = String(spec["method"] ?? "REML");
  const test = String(spec["test"] ?? "z");
  const weights = spec["weights"];
  const tested = spec["btt"];
  return {
    estimator: estimators[method] ?? (method as TauEstimator),
    test: tests[test] ?? (test as CoefficientTest),
    level: levelOf(golden),
    ...(spec["tau2"] === undefined ? {} : { tau2: Number(spec["tau2"]) }),
    ...(spec["weighted"] === false ? { weights: "equal" } : {}),
    ...(weights === undefined
      ? {}
      : { weights: Array.isArray(weights) ? weights.map(Number) : numbersOf(golden, String(weights)) }),
    ...(tested === undefined ? {} : { tested: [tested].flat().map((place) => Number(place) - 1) }),
  };
}

export function analysisOf(golden: GoldenCase, formula = golden.spec["mods"]): MetaAnalysis {
  const { estimates, variances, design } = studiesOf(golden, formula);
  const moderators = design === undefined ? {} : { moderators: design.matrix, names: design.names };
  return sound(metaAnalysis({ estimates, variances }, { ...optionsOf(golden), ...moderators }));
}
