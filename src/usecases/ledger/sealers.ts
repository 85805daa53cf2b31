import type { StudyId } from "#kernel";
import type { LedgerEvent } from "#ledger";
import type { KeyRing, Sealer } from "../ports/key-ring.ts";
import { missingKey, type Sealers } from "./sealing.ts";

/** The owner of the key for answers: one apart, so that texts and identity can be erased while the data of the trial stay. */
function answersKeyOf(owner: string): string {
  return `answers-${owner}`;
}

/** The keys of an owner. None is made. */
export async function sealersOf(keys: KeyRing, study: StudyId, owner: string): Promise<Sealers> {
  return {
    texts: await keys.sealerOf(study, owner),
    answers: await keys.sealerOf(study, answersKeyOf(owner)),
  };
}

/**
 * The keys under which an owner's event is sealed. That for texts is made with the owner's first event, that for answers with the first
 * answers that are kept from somebody.
 * @throws Error where one was destroyed, or the first is missing though it was made long ago
 */
export async function sealersFor(
  keys: KeyRing,
  { study, stream, version }: Pick<LedgerEvent, "study" | "stream" | "version">,
  owner: string,
  keepsAnswers: boolean,
): Promise<{ readonly texts: Sealer; readonly answers: Sealer | undefined }> {
  const texts = version === 1 ? await keys.makeSealer(study, owner) : await keys.sealerOf(study, owner);
  const answers = keepsAnswers ? await keys.makeSealer(study, answersKeyOf(owner)) : undefined;
  if (texts === "missing") throw missingKey();
  if (texts === "destroyed" || answers === "destroyed")
    throw new Error(`Cannot write to ${stream}: its key was destroyed.`);
  return { texts, answers };
}
