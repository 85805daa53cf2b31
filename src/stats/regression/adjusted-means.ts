import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Column, type DataTable, isMissing } from "../formula/data-table.ts";
import type { Design } from "../formula/model-matrix.ts";
import { at } from "../linear/matrix.ts";
import { type Coefficient, type CoefficientTable, contrastOf } from "./coefficients.ts";
import { type LinearModel, type LinearModelOptions, linearModel } from "./linear-model.ts";
import {
  type ArmOptions,
  type Arms,
  armsOf,
  designUnder,
  isNumeric,
  weightedMeans,
} from "./standardized-table.ts";

export type AncovaOptions = LinearModelOptions &
  ArmOptions & {
    /**
     * Over what the means are adjusted. `balanced`: covariates at their means, other factors with all combinations of their levels alike, as least-squares
     * means have it. `observed`: over the participants as they are. `balanced` where it is not given.
     */
    readonly adjustedOver?: "balanced" | "observed";
  };

export type AdjustedMean = Omit<Coefficient, "name"> & { readonly arm: string };
export type AdjustedDifference = AdjustedMean & { readonly reference: string };

export type Ancova = {
  readonly model: LinearModel;
  readonly means: readonly AdjustedMean[];
  /** Of each arm to the reference. */
  readonly differences: readonly AdjustedDifference[];
};

/**
 * The analysis of covariance: a linear model with the adjusted mean of each arm and their differences.
 *
 * Fisher (1932), Statistical Methods for Research Workers, 4th ed., section 49.1; adjusted means: Searle, Speed and Milliken (1980), Am. Stat. 34:216. With a
 * covariance of HC2 or HC3 it holds whatever the outcomes' variances are: Lin (2013), Ann. Appl. Stat. 7:295.
 */
export function ancova(
  formula: string,
  table: DataTable,
  options: AncovaOptions,
): Result<Ancova, InvalidInput> {
  const model = linearModel(formula, table, options);
  if (!model.ok) return model;
  const { design } = model.value;
  const arms = armsOf(design, table, options);
  if (!arms.ok) return arms;
  const grid =
    options.adjustedOver === "observed"
      ? ok(observedRows(design, table, arms.value))
      : balancedRows(design, table, arms.value);
  if (!grid.ok) return grid;
  return ok(compared(model.value, arms.value, grid.value));
}

/** For each arm the mean row of the design. */
type MeanRows = readonly Float64Array[];

function observedRows(design: Design, table: DataTable, arms: Arms): MeanRows {
  const alike = new Float64Array(design.rows.length).fill(1);
  return arms.levels.map((level) => weightedMeans(designUnder(design, table, arms, level), alike));
}

const mostCombinations = 100_000;

function balancedRows(design: Design, table: DataTable, arms: Arms): Result<MeanRows, InvalidInput> {
  const choices = choicesOf(design, table, arms);
  const size = choices.reduce((product, { values }) => product * values.length, 1);
  if (size > mostCombinations)
    return failed(
      invalidInput({
        path: "adjustedOver",
        message: `expected "observed": the factors have ${size} combinations`,
      }),
    );
  const alike = new Float64Array(size).fill(1);
  return ok(
    arms.levels.map((level) => {
      const value = isNumeric(table.get(arms.column)) ? Number(level) : level;
      const grid = crossed([...choices, { name: arms.column, values: [value] }]);
      return weightedMeans(design.encode(grid), alike);
    }),
  );
}

type Choice = { readonly name: string; readonly values: readonly (number | string)[] };

/** For each column but the arm's: all levels of a factor, the mean of numbers. */
function choicesOf({ variables, rows }: Design, table: DataTable, arms: Arms): readonly Choice[] {
  const choices = new Map<string, Choice>();
  for (const variable of variables) {
    for (const name of variable.columns) {
      if (name === arms.column || choices.has(name)) continue;
      const column = table.get(name) ?? [];
      const values =
        variable.kind === "factor"
          ? variable.levels.map((level) => (isNumeric(column) ? Number(level) : level))
          : [meanOf(column, rows)];
      choices.set(name, { name, values });
    }
  }
  return [...choices.values()];
}

function meanOf(column: Column, rows: readonly number[]): number {
  const values = rows.map((row) => column[row]).filter((value) => !isMissing(value));
  return values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length;
}

/** The table of all combinations. */
function crossed(choices: readonly Choice[]): DataTable {
  let columns = new Map<string, (number | string)[]>([["", [0]]]);
  for (const { name, values } of choices) {
    const next = new Map<string, (number | string)[]>();
    for (const [known, cells] of columns)
      next.set(
        known,
        values.flatMap(() => cells),
      );
    const length = columns.get("")?.length ?? 1;
    next.set(
      name,
      values.flatMap((value) => new Array<number | string>(length).fill(value)),
    );
    columns = next;
  }
  columns.delete("");
  return columns;
}

function compared(model: LinearModel, { levels, reference }: Arms, means: MeanRows): Ancova {
  const found = coefficientTable(model);
  const base = means[levels.indexOf(reference)] ?? new Float64Array();
  const difference = (row: Float64Array): Float64Array => row.map((value, index) => value - at(base, index));
  return {
    model,
    means: levels.map((arm, index) => ({ arm, ...contrastOf(means[index] ?? base, found) })),
    differences: levels
      .filter((arm) => arm !== reference)
      .map((arm) => ({
        arm,
        reference,
        ...contrastOf(difference(means[levels.indexOf(arm)] ?? base), found),
      })),
  };
}

/** What contrasts of a linear model are made from. */
export function coefficientTable({
  coefficients,
  kept,
  covariance,
  degreesOfFreedom,
  level,
}: LinearModel): CoefficientTable {
  return {
    names: coefficients.map(({ name }) => name),
    kept,
    estimates: Float64Array.from(kept, (index) => coefficients[index]?.estimate ?? 0),
    covariance,
    degreesOfFreedom: Math.max(0, degreesOfFreedom),
    level,
  };
}
