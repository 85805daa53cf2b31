import type { GoldenCase } from "./adapter.ts";

/** How our figures stand against the expected ones. */
export type Comparison = {
  readonly figures: number;
  readonly differences: readonly Difference[];
  /** The largest relative error of the numbers that passed and are 1e-4 or more in size. */
  readonly worstPassed: number;
  /** Keys that hold labels and notes, and were not compared. */
  readonly labels: readonly string[];
};

export type Difference = {
  readonly at: string;
  readonly ours: string;
  readonly expected: string;
  /** How many times the tolerance it is off; infinite where there is nothing to compare. */
  readonly excess: number;
};

/** Keys whose values name rows and columns of a matrix beside them, or are remarks: they are no results. */
const label = /(^|_)(cols|rows|note|notes)$/;

/**
 * Compares every figure of `expected`: |ours − expected| ≤ abs + rel·|expected|. Null is NA and is matched by null or NaN; text is compared
 * exactly, but "NaN", "Infinity" and "-Infinity" are numbers. A single value and a list of one are the same, as they are in R.
 */
export function compareFigures(
  ours: unknown,
  golden: Pick<GoldenCase, "expected" | "tolerance">,
): Comparison {
  const found = { figures: 0, worstPassed: 0, differences: [] as Difference[], labels: [] as string[] };
  compare(ours, golden.expected, "", { ...golden.tolerance, found });
  return found;
}

type Running = { abs: number; rel: number; found: Counting };
type Counting = { figures: number; worstPassed: number; differences: Difference[]; labels: string[] };

function compare(ours: unknown, expected: unknown, at: string, running: Running): void {
  if (Array.isArray(expected)) {
    compareLists(ours, expected, at, running);
    return;
  }
  if (typeof expected !== "object" || expected === null) {
    const alone = listOf(ours);
    compareFigure(alone?.length === 1 ? alone[0] : ours, expected, at, running);
    return;
  }
  for (const [key, value] of Object.entries(expected)) {
    if (label.test(key) && isText(value)) running.found.labels.push(key);
    else compare((ours as Record<string, unknown> | null | undefined)?.[key], value, `${at}.${key}`, running);
  }
}

function isText(value: unknown): boolean {
  return (
    typeof value === "string" || (Array.isArray(value) && value.every((item) => typeof item === "string"))
  );
}

function compareLists(ours: unknown, expected: readonly unknown[], at: string, running: Running): void {
  const list = listOf(ours) ?? (expected.length === 1 ? [ours] : undefined);
  if (list === undefined || list.length !== expected.length) {
    const got = list === undefined ? shown(ours) : `a list of ${list.length}`;
    running.found.figures += Math.max(1, expected.length);
    differ(running, {
      at,
      ours: got,
      expected: `a list of ${expected.length}`,
      excess: Number.POSITIVE_INFINITY,
    });
    return;
  }
  for (const [index, item] of expected.entries()) compare(list[index], item, `${at}[${index}]`, running);
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : undefined;
}

function compareFigure(ours: unknown, expected: unknown, at: string, running: Running): void {
  running.found.figures += 1;
  const [a, b] = [plain(ours), plain(expected)];
  if (Object.is(a, b) || a === b) return;
  const both = typeof a === "number" && typeof b === "number" && Number.isFinite(b);
  const off = both ? Math.abs(a - b) : Number.NaN;
  const allowed = both ? running.abs + running.rel * Math.abs(b) : 0;
  if (off <= allowed) {
    const size = Math.abs(Number(b));
    if (size >= 1e-4) running.found.worstPassed = Math.max(running.found.worstPassed, off / size);
    return;
  }
  const excess = Number.isFinite(off) ? off / allowed : Number.POSITIVE_INFINITY;
  differ(running, { at, ours: shown(ours), expected: shown(expected), excess });
}

function differ({ found }: Running, difference: Difference): void {
  found.differences.push({ ...difference, at: difference.at.replace(/^\./, "") });
}

/** NA and NaN are both null; infinities are numbers; what is left out is nothing at all. */
function plain(value: unknown): unknown {
  if (value === "Infinity" || value === "Inf") return Number.POSITIVE_INFINITY;
  if (value === "-Infinity" || value === "-Inf") return Number.NEGATIVE_INFINITY;
  if (value === "NaN" || value === "NA" || (typeof value === "number" && Number.isNaN(value))) return null;
  return typeof value === "boolean" ? Number(value) : value;
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
