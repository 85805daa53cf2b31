import { type DataTable, tableFromText } from "../../../../src/stats/formula/data-table.ts";
import { at, toRows } from "../../../../src/stats/linear/matrix.ts";
import { linearMixedModel, type MixedModel } from "../../../../src/stats/mixed/mixed-model.ts";
import { parseMixedFormula } from "../../../../src/stats/mixed/random-formula.ts";
import type { Component } from "../../../../src/stats/mixed/random-terms.ts";
import type { Adapter, GoldenCase, GoldenData } from "../adapter.ts";

/** Cases of lme4 with lmerTest, and of nlme's random intercepts. */
export const adapters: readonly Adapter[] = [
  {
    name: "linear mixed models of lme4",
    takes: ({ spec }) => spec["fn"] === "lmer",
    answer: (golden) => ({ figures: lmerFigures(golden) }),
  },
  {
    name: "linear mixed models of nlme",
    takes: ({ spec }) => spec["fn"] === "nlme::lme" && spec["formula"] === undefined,
    answer: () => ({ skipped: "the case does not say which of the two models in its call it is" }),
  },
];

/** R's factors by the names of the coefficients: a level that has one is not the reference, and a column with one is a factor. */
function coded(
  data: GoldenData,
  names: readonly string[],
): { table: DataTable; levels: Record<string, string[]> } {
  const parts = names.flatMap((name) => name.split(":"));
  const levels: Record<string, string[]> = {};
  for (const [column, cells] of data) {
    const values = [...new Set(cells)].filter((cell) => cell !== "NA").sort();
    const named = values.filter((value) => parts.includes(`${column}${value}`));
    if (named.length > 0) levels[column] = [...values.filter((value) => !named.includes(value)), ...named];
  }
  return { table: tableFromText(data, Object.keys(levels)), levels };
}

function fitted(
  golden: GoldenCase,
  formula: string,
  degreesOfFreedom: "satterthwaite" | "kenward-roger",
): MixedModel {
  const { table, levels } = coded(golden.data, golden.expected["names"] as string[]);
  const likelihood = golden.spec["reml"] === false ? "full" : "restricted";
  const result = linearMixedModel(formula, table, { likelihood, degreesOfFreedom, levels });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function lmerFigures(golden: GoldenCase): Record<string, unknown> {
  const formula = String(golden.spec["formula"]);
  const plain = fitted(golden, formula, "satterthwaite");
  const adjusted = fitted(golden, formula, "kenward-roger");
  const places = (golden.expected["names"] as string[]).map((name) =>
    plain.coefficients.findIndex((one) => sameProduct(one.name, name)),
  );
  const column = <Value>(
    model: MixedModel,
    of: (one: MixedModel["coefficients"][number]) => Value,
  ): readonly (Value | null)[] =>
    places.map((place) => {
      const one = model.coefficients[place];
      return one === undefined ? null : of(one);
    });
  const square = ({ covariance }: MixedModel): unknown => {
    const rows = toRows(covariance);
    return places.map((row) => places.map((to) => rows[row]?.[to]));
  };
  return {
    names: golden.expected["names"],
    beta: column(plain, ({ estimate }) => estimate),
    se: column(plain, ({ standardError }) => standardError),
    df_satt: column(plain, ({ degreesOfFreedom }) => degreesOfFreedom),
    p_satt: column(plain, ({ pValue }) => pValue),
    se_kr: column(adjusted, ({ standardError }) => standardError),
    df_kr: column(adjusted, ({ degreesOfFreedom }) => degreesOfFreedom),
    p_kr: column(adjusted, ({ pValue }) => pValue),
    ...varianceFigures(golden, formula, plain),
    logLik_REML: plain.logLikelihood,
    vcov_beta: square(plain),
    vcov_beta_kr: square(adjusted),
  };
}

function sameProduct(ours: string, theirs: string): boolean {
  return ours.split(":").sort().join() === theirs.split(":").sort().join();
}

type Row = { grp: string; var1: string; var2: string; vcov: number; sdcor: number };

/** lme4 lists the groupings of more levels first, within one the variances before the covariances, and numbers those named twice. */
function varianceFigures(
  { data }: GoldenCase,
  formula: string,
  { optimum, variances }: MixedModel,
): Record<string, unknown> {
  const parsed = parseMixedFormula(formula);
  if (!parsed.ok) throw new Error("the formula was read a moment ago");
  const groups = parsed.value.random.map(({ group }) => ({
    name: /\//.test(formula) ? [...group].reverse().join(":") : group.join(":"),
    size: new Set(
      data.get(group[0] ?? "")?.map((_, row) => group.map((name) => data.get(name)?.[row]).join("|")),
    ).size,
  }));
  const order = groups.map((_, term) => term).sort((a, b) => (groups[b]?.size ?? 0) - (groups[a]?.size ?? 0));
  const seen = new Map<string, number>();
  const rows = order.flatMap((term) => {
    const name = groups[term]?.name ?? "";
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return termRows(
      optimum.components,
      optimum.variances,
      term,
      before === 0 ? name : `${name}.${before}`,
      variances,
    );
  });
  const residual = at(optimum.variances, optimum.variances.length - 1);
  rows.push({ grp: "Residual", var1: "", var2: "", vcov: residual, sdcor: Math.sqrt(residual) });
  return {
    vc_grp: rows.map(({ grp }) => grp),
    vc_var1: rows.map(({ var1 }) => var1),
    vc_var2: rows.map(({ var2 }) => var2),
    vcov: rows.map(({ vcov }) => vcov),
    sdcor: rows.map(({ sdcor }) => sdcor),
  };
}

function termRows(
  components: readonly Component[],
  values: Float64Array,
  term: number,
  grp: string,
  named: MixedModel["variances"],
): Row[] {
  const mine = components
    .map((component, index) => ({ ...component, index }))
    .filter((one) => one.term === term);
  const valueAt = (row: number, column: number): number =>
    at(values, mine.find((one) => one.row === row && one.column === column)?.index ?? -1);
  const labelOf = (row: number): string => {
    const index = mine.find((one) => one.row === row && one.column === row)?.index ?? -1;
    return (named[index]?.name ?? "").split(" ").slice(1).join(" ");
  };
  const diagonal = mine.filter(({ row, column }) => row === column);
  const off = mine
    .filter(({ row, column }) => row !== column)
    .sort((a, b) => a.column - b.column || a.row - b.row);
  return [
    ...diagonal.map(({ row }) => {
      const vcov = valueAt(row, row);
      return { grp, var1: labelOf(row), var2: "", vcov, sdcor: Math.sqrt(vcov) };
    }),
    ...off.map(({ row, column }) => {
      const vcov = valueAt(row, column);
      const sdcor = vcov / Math.sqrt(valueAt(row, row) * valueAt(column, column));
      return { grp, var1: labelOf(column), var2: labelOf(row), vcov, sdcor };
    }),
  ];
}
