import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Contrasts } from "../../../src/stats/formula/contrasts.ts";
import { modelMatrix } from "../../../src/stats/formula/model-matrix.ts";
import { parseFormula } from "../../../src/stats/formula/terms.ts";
import { entry } from "../../../src/stats/linear/matrix.ts";

type Case = { formula: string; contrasts: Contrasts; names: string[]; sums: number[] };
const { cases } = JSON.parse(readFileSync(new URL("model-matrix.json", import.meta.url), "utf8")) as {
  cases: Case[];
};

const rows = Array.from({ length: 18 }, (_, index) => index);
const base = [30, 32, 34, 35, 37, 39, 41, 42, 44, 46, 48, 49, 51, 53, 55, 56, 58, 60];
const table = new Map<string, readonly (string | number)[]>([
  ["arm", rows.map((row) => ["PBO", "MDMA", "LOW"][row % 3] as string)],
  ["visit", rows.map((row) => ["V1", "V2"][Math.floor(row / 3) % 2] as string)],
  ["site", rows.map((row) => Math.floor(row / 6) + 1)],
  ["base", base],
  ["dose", rows.map((row) => ((row + 1) % 5) + 1)],
  ["y", base.map((value) => 2 * value)],
]);

describe("the model matrix", () => {
  it.each(cases)("of $formula with $contrasts contrasts is R's", ({ formula, contrasts, names, sums }) => {
    const parsed = parseFormula(formula);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
    const design = modelMatrix(parsed.value, table, { contrasts, levels: { arm: ["PBO", "MDMA", "LOW"] } });
    if (!design.ok) throw new Error(JSON.stringify(design.error));
    expect(design.value.names).toEqual(names);
    names.forEach((_, column) => {
      const sum = rows.reduce(
        (total, row) => total + entry(design.value.matrix, row, column) * Math.sin(row + 1),
        0,
      );
      expect(sum).toBeCloseTo(sums[column] as number, 9);
    });
  });
});
