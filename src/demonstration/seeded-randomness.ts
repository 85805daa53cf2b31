import { millisecondsOf, type SeededRandom, uuidV4, uuidV7 } from "#kernel";
import type { Clock, Randomness } from "#usecases";

/**
 * Ids that are the same in every demonstration of one seed, so that a page of it can be written about. Tokens, which
 * are secrets, still come from where they always come from.
 */
export function seededRandomness(random: SeededRandom, clock: Clock, real: Randomness): Randomness {
  return {
    randomId: () => uuidV4(random.bytes(16)),
    timedId: () => uuidV7(millisecondsOf(clock.now()), random.bytes(10)),
    token: real.token,
  };
}
