import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "#kernel";
import { hmacDrbg } from "./hmac-drbg.ts";

/** Where randomness comes from: a cryptographic generator in a trial, a quick one in simulations. */
export type Chance = {
  /** A uniform whole number from 0 to below `n`; `n` is a whole number from 1 to 2^32. */
  readonly below: (n: number) => number;
  /** Uniform on [0, 1), in steps of 2^-53. */
  readonly real: () => number;
};

/** Of which list or sequence: a study, the version of its plan, and the stratum, or "" for the study's one sequence. */
export type SubStream = { readonly studyId: string; readonly planVersion: string; readonly stratum: string };

/** The seed of a study's allocation has 256 bits. */
const seedBytes = 32;
/** So many bytes are asked of the generator at a time; an auditor's generator has to do the same. */
const requestBytes = 256;
const range48 = 2 ** 48;

/**
 * Chance from HMAC-DRBG with SHA-256: the entropy is the seed, the personalization string is the text in UTF-8, and
 * the nonce is the first 16 bytes of the text's SHA-256, which no other text shares (NIST SP 800-90A Rev. 1, section
 * 8.6.7). Bytes are taken in order from requests of 256. A real number is the first 53 bits of 8 bytes; a whole number below `n` is the first of
 * 6 bytes each, read as a number, that is below the largest multiple of `n`, modulo `n`.
 */
export function drbg(seed: Uint8Array, personalization: string): Chance {
  if (seed.length !== seedBytes) {
    throw new RangeError(`A seed of ${seed.length} bytes: allocation needs ${seedBytes}.`);
  }
  const text = utf8ToBytes(personalization);
  const generate = hmacDrbg({ entropy: seed, nonce: sha256(text).slice(0, 16), personalization: text });
  const number = numbersFrom(generate);
  return {
    below: (n) => {
      if (!(Number.isInteger(n) && n >= 1 && n <= 2 ** 32))
        throw new RangeError(`No whole number below ${n}.`);
      const limit = range48 - (range48 % n);
      let drawn = number(6);
      while (drawn >= limit) drawn = number(6);
      return drawn % n;
    },
    real: () => (number(4) * 2 ** 21 + Math.floor(number(4) / 2 ** 11)) / 2 ** 53,
  };
}

/** Numbers of up to 6 bytes, the most significant first, from a buffered generator. */
function numbersFrom(generate: (count: number) => Uint8Array): (bytes: number) => number {
  let buffer = new Uint8Array(0);
  let at = 0;
  return (bytes) => {
    let value = 0;
    for (let taken = 0; taken < bytes; taken++) {
      if (at === buffer.length) {
        buffer = Uint8Array.from(generate(requestBytes));
        at = 0;
      }
      value = value * 256 + (buffer[at++] ?? 0);
    }
    return value;
  };
}

/**
 * The generator of one stratum's list, or of a study's one sequence. Every sub-stream has a personalization string of
 * its own, so that each can be drawn alone, in any order, and tells nothing of the others.
 */
export function chanceOf(seed: Uint8Array, { studyId, planVersion, stratum }: SubStream): Chance {
  return drbg(seed, `vigil-allocation/1 ${canonicalJson({ studyId, planVersion, stratum })}`);
}

/** The seed of a study's allocation, and for which study and plan it is drawn from. */
export type AllocationSource = {
  readonly seed: Uint8Array;
  readonly studyId: string;
  /** Names the plan; a plan that has changed begins its sub-streams anew under another name. */
  readonly planVersion: string;
};

/** The generator of a study's one sequence, from which simple randomization and minimization take one real number each. */
export function sequenceChance({ seed, ...of }: AllocationSource): Chance {
  return chanceOf(seed, { ...of, stratum: "" });
}

/** The real number of the allocation at the position, counted from 0, of a study's one sequence. */
export function drawAt(source: AllocationSource, position: number): number {
  const chance = sequenceChance(source);
  for (let earlier = 0; earlier < position; earlier++) chance.real();
  return chance.real();
}

/** The values in random order; every order is equally likely (Fisher and Yates 1938; Durstenfeld 1964). */
export function shuffled<Value>(values: readonly Value[], chance: Chance): readonly Value[] {
  const order = [...values];
  for (let last = order.length - 1; last > 0; last--) {
    const other = chance.below(last + 1);
    [order[last], order[other]] = [order[other] as Value, order[last] as Value];
  }
  return order;
}

/** Which of the probabilities, which sum to 1, the number on [0, 1) falls into. */
export function indexByProbability(probabilities: readonly number[], draw: number): number {
  let below = 0;
  for (const [index, probability] of probabilities.entries()) {
    below += probability;
    if (draw < below) return index;
  }
  // The sum may fall short of 1 by a rounding error.
  return probabilities.findLastIndex((probability) => probability > 0);
}
