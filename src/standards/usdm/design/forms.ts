import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { inChainOrder } from "./chain.ts";
import { type CodeLists, createCodeLists } from "./code-lists.ts";
import { conceptsOf } from "./concepts.ts";
import type { CodeListInput, FormInput, ItemGroupInput } from "./input.ts";
import { readItems } from "./items.ts";
import { titleOf } from "./named.ts";

/** The forms of a design and what they need. */
type ReadForms = {
  readonly forms: FormInput[];
  readonly codeLists: CodeListInput[];
  /** The form of each activity that has one, by the activity's id in the file. */
  readonly formOf: ReadonlyMap<string, string>;
};

/**
 * A form for each activity that names biomedical concepts: a group of items for each concept, an item for
 * each of its properties that says how it is answered. An activity of whose concepts none does has no form.
 */
export function readForms(reading: Reading, design: UsdmObject): ReadForms {
  const codeLists = createCodeLists(reading);
  const formOf = new Map<string, string>();
  const forms = inChainOrder(reading, reading.parts(design, "activities")).flatMap((activity) => {
    const itemGroups = conceptsOf(reading, activity).flatMap((concept) =>
      readGroup(reading, concept, codeLists),
    );
    if (itemGroups.length === 0) return [];
    // A dot in a form's id would part it from its items where an expression names it.
    const id = reading.ids.made(`${reading.ids.of(activity.id).replaceAll(".", "-")}-form`, activity.id);
    formOf.set(activity.id, id);
    return [{ id, label: titleOf(reading, activity), itemGroups }];
  });
  return { forms, codeLists: codeLists.all(), formOf };
}

function readGroup(reading: Reading, concept: UsdmObject, codeLists: CodeLists): readonly ItemGroupInput[] {
  const items = readItems(reading, concept, codeLists);
  return items.length === 0
    ? []
    : [{ id: reading.ids.of(concept.id), label: titleOf(reading, concept), items }];
}
