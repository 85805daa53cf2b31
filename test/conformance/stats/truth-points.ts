import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readCsv } from "../../../src/stats/front/csv.ts";
import type { CaseResult } from "./run-cases.ts";

/** A point at which a distribution function is known to 25 digits. */
export type TruthPoint = {
  /** R's name, `pnorm`; with `_nc` for the non-central ones. */
  readonly fn: string;
  /** The value; of a quantile, the probability, or its logarithm. */
  readonly x: number;
  /** Parameters in R's order; NaN where the function has fewer. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly lower: boolean;
  readonly log: boolean;
};

/** Our values of the functions of a truth file, by R's name. */
export type TruthFunctions = Readonly<Record<string, (point: TruthPoint) => number>>;

type KnownPoint = TruthPoint & { readonly truth: number; readonly tolerance: Tolerance };
type Tolerance = { readonly abs: number; readonly rel: number };

const truthFile = path.join("truth", "special_truth.csv");

/** The truth file of a folder as one case for each function; none where the folder has no such file. */
export function truthCases(root: string, functions: TruthFunctions): readonly CaseResult[] {
  const file = path.join(root, truthFile);
  if (!existsSync(file)) return [];
  const points = readPoints(readFileSync(file, "utf8"));
  return [...new Set(points.map(({ fn }) => fn))].map((name) =>
    resultOf(
      name,
      points.filter(({ fn }) => fn === name),
      functions[name],
    ),
  );
}

function readPoints(text: string): readonly KnownPoint[] {
  const table = readCsv(text);
  if (!table.ok) throw new Error(`${truthFile}: ${table.error.issues[0]?.message}`);
  const { columns, rows } = table.value;
  const cell = (name: string, row: number): string => columns.get(name)?.[row] ?? "";
  const number = (name: string, row: number): number =>
    cell(name, row) === "" ? Number.NaN : Number(cell(name, row));
  return Array.from({ length: rows }, (_, row) => {
    const fn = cell("fn", row);
    const isKnown = cell("truth", row) !== "" && isPossible(fn, number("truth", row), number("r", row));
    return {
      fn,
      ...{ x: number("x", row), a: number("a", row), b: number("b", row), c: number("c", row) },
      ...{ lower: cell("lower", row) !== "FALSE", log: cell("log", row) === "TRUE" },
      truth: number(isKnown ? "truth" : "r", row),
      tolerance: isKnown ? exact(fn) : roughly(fn),
    };
  });
}

/** Where the search for a truth lost it, it is 0 in place of a probability that R has, or a quantile beyond 1. */
function isPossible(fn: string, truth: number, r: number): boolean {
  return !(truth === 0 && r !== 0) && !(fn === "qbeta" && truth > 1);
}

/** Below the smallest normal number digits are lost, whoever computes. */
const subnormal = 4 * Number.MIN_VALUE;

function exact(fn: string): Tolerance {
  return { abs: subnormal, rel: fn.endsWith("_nc") ? 1e-11 : 1e-13 };
}

/** Where only R's value is known: its studentized range stops at 1e-12 or so, its quantile of it at 1e-4. */
function roughly(fn: string): Tolerance {
  return fn.startsWith("q") ? { abs: 2e-4, rel: 0 } : { abs: 1e-10, rel: 1e-9 };
}

function resultOf(
  fn: string,
  points: readonly KnownPoint[],
  ours: TruthFunctions[string] | undefined,
): CaseResult {
  const bare = { place: `truth/${fn}`, group: "truth", oracle: "mpmath, 25 digits", figures: points.length };
  if (ours === undefined) return { ...bare, state: "skipped", reason: `there is no function ${fn} of ours` };
  let worstPassed = 0;
  const faults = points.flatMap((point) => {
    const value = ours(point);
    const off = value === point.truth ? 0 : Math.abs(value - point.truth);
    const allowed = point.tolerance.abs + point.tolerance.rel * Math.abs(point.truth);
    if (!(off <= allowed)) return [{ point, value, excess: off / allowed }];
    if (Math.abs(point.truth) > 1e-290) worstPassed = Math.max(worstPassed, off / Math.abs(point.truth));
    return [];
  });
  const [worst] = faults.toSorted((a, b) => b.excess - a.excess);
  if (worst === undefined) return { ...bare, state: "passed", worstPassed };
  const reason = `${described(worst.point)}: ${worst.value} is not ${worst.point.truth}`;
  return { ...bare, state: "failed", reason, off: faults.length };
}

function described({ fn, x, a, b, c, lower, log }: TruthPoint): string {
  const parameters = [x, a, b, c].filter((value) => !Number.isNaN(value)).join(", ");
  return `${fn}(${parameters}${lower ? "" : ", upper"}${log ? ", log" : ""})`;
}
