/** n over k, exact up to 2^53. */
function choose(n: number, k: number): number {
  let product = 1;
  for (let factor = 1; factor <= k; factor++) product = (product * (n - k + factor)) / factor;
  return product;
}

/**
 * The rate of right guesses under the convergence strategy in a block of 2b with b of each arm: in a block 2b guesses
 * are b + (2^2b / C(2b, b) − 1) / 2 times right (Blackwell and Hodges 1957, Ann Math Stat 28:449–460).
 */
export function blackwellHodges(b: number): number {
  return (b + (4 ** b / choose(2 * b, b) - 1) / 2) / (2 * b);
}

/**
 * Expected right guesses in the first `slots` of a list of permuted blocks, exact: by the difference of the arms within
 * a block whose length is random, slot by slot. Guesses among equals are half right. `right[n]` is of n slots.
 */
export function rightGuessesInBlocks(sizes: readonly number[], slots: number): readonly number[] {
  // The probability of standing with `a` and `b` left of a block that has begun; a block that ends makes room for one.
  let standing = new Map<string, number>();
  for (const size of sizes) add(standing, size / 2, size / 2, 1 / sizes.length);
  const right = [0];
  for (let slot = 0; slot < slots; slot++) {
    const next = new Map<string, number>();
    let expected = 0;
    for (const [key, probability] of standing) {
      const [a = 0, b = 0] = key.split(",").map(Number);
      // More of the one are left: it had fewer so far, so it is guessed.
      expected += (probability * Math.max(a, b)) / (a + b);
      if (a > 0) follow(next, a - 1, b, (probability * a) / (a + b), sizes);
      if (b > 0) follow(next, a, b - 1, (probability * b) / (a + b), sizes);
    }
    right.push((right[slot] ?? 0) + expected);
    standing = next;
  }
  return right;
}

function follow(
  next: Map<string, number>,
  a: number,
  b: number,
  probability: number,
  sizes: readonly number[],
): void {
  if (a + b > 0) add(next, a, b, probability);
  else for (const size of sizes) add(next, size / 2, size / 2, probability / sizes.length);
}

function add(map: Map<string, number>, a: number, b: number, probability: number): void {
  const key = `${a},${b}`;
  map.set(key, (map.get(key) ?? 0) + probability);
}

/** The mean of |difference| after n fair draws of two arms, n even: n C(n, n/2) / 2^n, near √(2n/π). */
export function meanDifferenceOfFairDraws(n: number): number {
  let share = 1;
  for (let factor = 1; factor <= n / 2; factor++) share *= (n / 2 + factor) / factor / 4;
  return n * share;
}

/** What is expected of Efron's biased coin (1971, Biometrika 58:403–417) after n draws, by its Markov chain. */
export function biasedCoin(
  p: number,
  n: number,
): { readonly rightGuesses: number; readonly meanDifference: number; readonly even: number } {
  let distances = new Map<number, number>([[0, 1]]);
  let right = 0;
  for (let draw = 0; draw < n; draw++) {
    const next = new Map<number, number>();
    for (const [distance, probability] of distances) {
      right += probability * (distance === 0 ? 0.5 : p);
      const nearer = distance === 0 ? 0 : p;
      next.set(distance + 1, (next.get(distance + 1) ?? 0) + probability * (1 - nearer));
      if (distance > 0) next.set(distance - 1, (next.get(distance - 1) ?? 0) + probability * nearer);
    }
    distances = next;
  }
  const meanDifference = [...distances].reduce(
    (sum, [distance, probability]) => sum + distance * probability,
    0,
  );
  return { rightGuesses: right, meanDifference, even: distances.get(0) ?? 0 };
}

/**
 * Efron's limits with r = p / (1 − p): of right guesses 1/2 + (r − 1) / 4r; of even arms after an even number of draws
 * 1 − 1/r; of |difference| then 2r / (r² − 1).
 */
export function biasedCoinLimits(p: number): {
  readonly rightGuesses: number;
  readonly meanDifference: number;
  readonly even: number;
} {
  const r = p / (1 - p);
  return { rightGuesses: 1 / 2 + (r - 1) / (4 * r), meanDifference: (2 * r) / (r * r - 1), even: 1 - 1 / r };
}
