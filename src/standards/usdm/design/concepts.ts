import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";

/** The biomedical concepts of an activity, its own and those of its categories, each once. */
export function conceptsOf(reading: Reading, activity: UsdmObject): readonly UsdmObject[] {
  const concepts = new Set(reading.refs(activity, "biomedicalConceptIds"));
  const categories = new Set(reading.refs(activity, "bcCategoryIds"));
  // A set that grows while it is walked: each category is opened once, however often it is named.
  for (const category of categories) {
    for (const member of reading.refs(category, "memberIds")) concepts.add(member);
    for (const child of reading.refs(category, "childIds")) categories.add(child);
  }
  return [...concepts];
}
