import { type CompiledDesign, numberOf, type RecordedSession } from "#design";
import { sha256Hex } from "#kernel";

/** The share of the recordings of such sessions that chance draws for review; 0 where the design samples none. */
export function reviewShare({ design, parameters }: CompiledDesign, session: RecordedSession): number {
  const sample = design.recordings?.samples.find((one) => one.session === session);
  return numberOf(parameters, sample?.share) ?? 0;
}

/**
 * Whether a recording is drawn: the first 48 bits of the SHA-256 of the randomness, as a fraction of 1, lie below the share. With the
 * randomness on record anybody can draw again.
 */
export function isDrawnBy(randomness: string, share: number): boolean {
  return Number.parseInt(sha256Hex(randomness).slice(0, 12), 16) / 2 ** 48 < share;
}
