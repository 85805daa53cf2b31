/** Mean of figures with the standard error of the mean. */
export type Mean = { readonly mean: number; readonly error: number; readonly most: number };

/** Gathers one figure of many simulated trials. */
export function gathering(): { readonly add: (value: number) => void; readonly mean: () => Mean } {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let most = Number.NEGATIVE_INFINITY;
  return {
    add: (value) => {
      count++;
      sum += value;
      squares += value * value;
      most = Math.max(most, value);
    },
    mean: () => {
      const mean = sum / count;
      const variance = Math.max(0, (squares / count - mean * mean) * (count / (count - 1)));
      return { mean, error: Math.sqrt(variance / count), most };
    },
  };
}

/** The largest difference that chance explains: five standard errors, which it exceeds once in 1.7 million. */
export function bound(...errors: readonly number[]): number {
  return 5 * Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0));
}

/** A table in plain text, its columns padded. */
export function table(title: string, rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
  return [title, ...lines].join("\n");
}
