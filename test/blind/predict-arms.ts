/** What a program knows of one participant, as numbers; which arm they have, 1 or 0. */
export type Known = { readonly features: readonly number[]; readonly arm: 0 | 1 };

/** How often a prediction was right, with its 95 % interval (Wilson 1927). */
export type Accuracy = {
  readonly right: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
};

/**
 * Learns from the first half, of whom it is told the arms, and predicts those of the second: logistic regression with a ridge over
 * standardized features. It stands for whoever has everything but the key, and has seen half of the codes broken.
 */
export function predictArms(participants: readonly Known[]): Accuracy {
  const half = Math.floor(participants.length / 2);
  const scaled = standardized(participants.map(({ features }) => features));
  const arms = participants.map(({ arm }) => arm);
  const weights = learn(scaled.slice(0, half), arms.slice(0, half));
  const right = scaled
    .slice(half)
    .filter((row, at) => Number(score(weights, row) > 0) === arms[half + at]).length;
  return { right, of: participants.length - half, ...wilson(right, participants.length - half) };
}

const [rounds, step, ridge] = [200, 0.5, 0.05];

function learn(rows: readonly (readonly number[])[], arms: readonly number[]): readonly number[] {
  const weights = (rows[0] ?? []).map(() => 0);
  for (let round = 0; round < rounds; round++) {
    const slopes = weights.map((weight) => -ridge * weight);
    for (const [index, row] of rows.entries()) {
      const missed = (arms[index] ?? 0) - 1 / (1 + Math.exp(-score(weights, row)));
      for (const [at, value] of row.entries())
        slopes[at] = (slopes[at] ?? 0) + (missed * value) / rows.length;
    }
    for (const [at, slope] of slopes.entries()) weights[at] = (weights[at] ?? 0) + step * slope;
  }
  return weights;
}

function score(weights: readonly number[], row: readonly number[]): number {
  return row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
}

/** Each feature with mean 0 and variance 1, and a constant; what is the same for all is left out. */
function standardized(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const columns = (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] ?? 0));
  const useful = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
    return spread > 0 ? column.map((value) => (value - mean) / spread) : undefined;
  });
  return rows.map((_, index) => [1, ...useful.flatMap((column) => (column ? [column[index] ?? 0] : []))]);
}

function wilson(right: number, of: number, z = 1.959963984540054): Pick<Accuracy, "low" | "high"> {
  const share = right / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const reach = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return { low: middle - reach, high: middle + reach };
}
