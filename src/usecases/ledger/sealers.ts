import type { StudyId } from "#kernel";
import type { KeyRing } from "../ports/key-ring.ts";
import type { Sealers } from "./sealing.ts";

/** The owner of the key for answers: one apart, so that texts and identity can be erased while the data of the trial stay. */
function answersKeyOf(owner: string): string {
  return `answers-${owner}`;
}

/** The keys of an owner. That for answers is only asked for where there are sealed answers, for asking makes it. */
export async function sealersOf(
  keys: KeyRing,
  study: StudyId,
  owner: string,
  hasSealedAnswers: boolean,
): Promise<Sealers> {
  const texts = await keys.sealerOf(study, owner);
  const answers = hasSealedAnswers ? await keys.sealerOf(study, answersKeyOf(owner)) : "destroyed";
  return { texts, answers };
}
