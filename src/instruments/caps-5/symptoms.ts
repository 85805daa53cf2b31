import { dsm5Symptoms } from "../dsm-5-symptoms.ts";

/** Items 1–20. */
export const symptomItems: readonly number[] = dsm5Symptoms.map(({ item }) => item);

/** Depersonalization and derealization: not symptoms of criteria B–E, and in no total. */
export const dissociationItems: readonly number[] = [29, 30];

/**
 * Whether the link of a symptom to the index event must be rated. Items 1–8 (clusters B and C, amnesia) and 10
 * (blame) are linked to it by their wording, and of the dissociation items it is not asked.
 */
export function needsTraumaRelatedness(item: number): boolean {
  return item === 9 || (item >= 11 && item <= 20);
}
