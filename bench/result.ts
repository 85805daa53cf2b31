/** One line of a benchmark: what was measured, the figure, what it is held against, and the mark that it has to reach. */
export type Result = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What stands beside it: the peer's figure in the same run. */
  readonly beside?: { readonly name: string; readonly value: number; readonly unit: string };
  /** The figure as a share of its peer's. */
  readonly ratio?: number;
  readonly mark?: string;
  readonly isMet?: boolean;
};

export type BenchOptions = {
  /** Smaller, for a first look. */
  readonly isQuick: boolean;
  readonly say: (line: string) => void;
};

export type Bench = (options: BenchOptions) => AsyncIterable<Result>;

export function renderTable(results: readonly Result[]): string {
  const rows = results.map(({ name, value, unit, beside, ratio, mark, isMet }) => [
    name,
    `${readable(value)} ${unit}`,
    beside ? `${beside.name}: ${readable(beside.value)} ${beside.unit}` : "",
    ratio === undefined ? "" : ratio.toFixed(2),
    mark === undefined ? "" : `${mark}: ${isMet ? "met" : "MISSED"}`,
  ]);
  const table = [["", "measured", "beside it, in the same run", "ratio", "mark"], ...rows];
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [lines[0], widths.map((width) => "-".repeat(width)).join("  "), ...lines.slice(1)].join("\n");
}

function readable(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
