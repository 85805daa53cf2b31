import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import type { DataTable } from "../formula/data-table.ts";
import { type ModelMatrixOptions, modelMatrix } from "../formula/model-matrix.ts";
import { parseFormula } from "../formula/terms.ts";
import { columnOf, matrixOf, transpose } from "../linear/matrix.ts";
import type { RandomTerm } from "./random-terms.ts";

/** A formula's fixed part, as text, and what varies over which grouping. */
export type MixedFormula = { readonly fixed: string; readonly random: readonly RandomPart[] };

export type RandomPart = {
  /** What varies: `1 + days`. */
  readonly effects: string;
  /** The columns whose values together are a level. */
  readonly group: readonly string[];
  /** Whether the varying coefficients are correlated. */
  readonly correlated: boolean;
};

const randomTerm = /\(([^|()]*)(\|\|?)([^()|]*)\)/g;

/**
 * Splits `y ~ x + (1 + x | site/id) + (1 | rater)`: `a/b` are levels of a and of b within a, `a:b` those of both together, `||` lets the
 * coefficients vary without correlation. Refuses formulas without a random term and groupings that are no names.
 */
export function parseMixedFormula(text: string): Result<MixedFormula, InvalidInput> {
  const found = [...text.matchAll(randomTerm)];
  if (found.length === 0) {
    const message = `expected a random term as (1 | site), got ${text}`;
    return failed(invalidInput({ path: "formula", message }));
  }
  const random = found.flatMap(([, effects = "", bar, grouping = ""]) =>
    groupsOf(grouping).map((group) => ({ effects: effects.trim() || "1", group, correlated: bar === "|" })),
  );
  const unnamed = random.find(({ group }) => group.some((name) => !/^[A-Za-z.][\w.]*$/.test(name)));
  if (unnamed !== undefined) {
    const message = `expected the names of columns after the bar, got ${unnamed.group.join(":")}`;
    return failed(invalidInput({ path: "formula", message }));
  }
  const [left = "", right = ""] = text.replaceAll(randomTerm, "").split("~");
  const kept = right
    .replaceAll(/\+\s*(?=[+-]|$)/g, "")
    .replace(/^\s*\+/, "")
    .trim();
  return ok({ fixed: `${left.trim()} ~ ${kept === "" ? "1" : kept}`, random });
}

/** `a/b` is a, and a with b. */
function groupsOf(grouping: string): readonly (readonly string[])[] {
  const parts = grouping.split("/").map((part) => part.split(":").map((name) => name.trim()));
  return parts.map((_, index) => parts.slice(0, index + 1).flat());
}

/** The random terms of complete rows of a table: those that vary without correlation one by one. */
export function randomTerms(
  parts: readonly RandomPart[],
  table: DataTable,
  options: ModelMatrixOptions,
): Result<readonly RandomTerm[], InvalidInput> {
  const terms: RandomTerm[] = [];
  for (const { effects, group, correlated } of parts) {
    const formula = parseFormula(`~ ${effects}`);
    if (!formula.ok) return formula;
    const design = modelMatrix(formula.value, table, options);
    if (!design.ok) return design;
    const { matrix, names } = design.value;
    const levels = levelsOf(group, table, matrix.rows);
    const whole = { group: group.join(":"), levels, columns: matrix, names };
    if (correlated) terms.push(whole);
    else {
      names.forEach((name, index) => {
        terms.push({ ...whole, columns: transpose(matrixOf([columnOf(matrix, index)])), names: [name] });
      });
    }
  }
  return ok(terms);
}

function levelsOf(group: readonly string[], table: DataTable, count: number): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: count }, (_, row) => {
    const key = JSON.stringify(group.map((name) => String(table.get(name)?.[row])));
    const level = known.get(key) ?? known.size;
    known.set(key, level);
    return level;
  });
}
