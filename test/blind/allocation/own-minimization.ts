import { comer, type Enrolled, participants, priorShare } from "./enrolled.ts";

/**
 * Minimization of two equal arms written a second time, from the paper and with another generator, to compare with: by
 * differences alone. With the range and two arms, the better arm is the one against the weighted signs of the
 * differences, as |d + 1| − |d − 1| is twice the sign of d (for d = 0 it is 0).
 */
export function ownMinimization(
  p: number,
  seed: number,
): {
  readonly enrolled: readonly Enrolled[];
  readonly arms: readonly number[];
} {
  const uniform = mulberry32(seed);
  const differences = new Map<string, number>();
  const enrolled: Enrolled[] = [];
  const arms: number[] = [];
  for (let turn = 0; turn < participants; turn++) {
    const who = comer(uniform(), uniform(), priorShare);
    const keys = [`site ${who.site}`, who["prior-use"]];
    const pull = keys.reduce((sum, key) => sum + Math.sign(differences.get(key) ?? 0), 0);
    const ofFirst = pull === 0 ? 0.5 : pull < 0 ? p : 1 - p;
    const arm = uniform() < ofFirst ? 0 : 1;
    for (const key of keys) differences.set(key, (differences.get(key) ?? 0) + (arm === 0 ? 1 : -1));
    enrolled.push(who);
    arms.push(arm);
  }
  return { enrolled, arms };
}

/** A generator of 32 bits (T. Ettinger's Mulberry32), of another family than the kernel's. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
