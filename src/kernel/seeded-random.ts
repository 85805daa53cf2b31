/**
 * A small reproducible source of random numbers (xoshiro128**, Blackman and Vigna 2018), seeded by
 * SplitMix32 from text. For demonstrations and tests; never for secrets, and never for allocation.
 */
export type SeededRandom = {
  /** Uniform on [0, 1). */
  readonly next: () => number;
  /** Uniform whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly pick: <Value>(values: readonly [Value, ...Value[]]) => Value;
  /** Standard normal (Box and Muller 1958). */
  readonly normal: () => number;
  readonly bytes: (count: number) => Uint8Array;
};

export function seededRandom(seed: string): SeededRandom {
  const word = xoshiro128(seed);
  const next = (): number => word() / 0x1_0000_0000;
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: (values) => values[between(0, values.length - 1)] as (typeof values)[0],
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    bytes: (count) => Uint8Array.from({ length: count }, () => word() >>> 24),
  };
}

function xoshiro128(seed: string): () => number {
  const split = splitMix32(seed);
  let [a, b, c, d] = [split(), split(), split(), split()];
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

function splitMix32(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) as number), 0x01000193);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
