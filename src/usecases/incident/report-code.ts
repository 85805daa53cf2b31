import { canonicalJson, type ParticipantId, type StudyId } from "#kernel";
import type { KeyRing } from "../ports/key-ring.ts";

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 12;

/**
 * The code by which a participant reports without a sign-in, as it is printed: 60 bits in Crockford's base 32, XXXX-XXXX-XXXX. It follows from
 * the participant and the keys of the instance, so that nothing is written when it is printed, and printing it again gives the same.
 */
export function reportCodeOf(
  { fingerprint }: Pick<KeyRing, "fingerprint">,
  study: StudyId,
  participant: ParticipantId,
): string {
  const hash = fingerprint(canonicalJson({ purpose: "confidential-report", study, participant }));
  const bits = BigInt(`0x${hash.slice(0, 15)}`);
  const code = Array.from({ length }, (_, at) => letters[Number((bits >> BigInt(5 * at)) & 31n)]).join("");
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

/** What was typed as such a code; undefined where it can be none. Letters that look like digits are read as them. */
export function readReportCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  if (plain.length !== length || [...plain].some((letter) => !letters.includes(letter))) return undefined;
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8)}`;
}
