import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { quoted } from "../schema/describe.ts";
import { inChainOrder } from "./chain.ts";
import type { CriterionInput } from "./input.ts";
import { readNamed } from "./named.ts";
import { criterionCategories } from "./terms.ts";

/** The criteria in the order of their chain, each with the text of its item and an identifier of its own. */
export function readCriteria(reading: Reading, design: UsdmObject): CriterionInput[] {
  const objects = inChainOrder(reading, reading.parts(design, "eligibilityCriteria"));
  const criteria = objects.map((criterion) => readCriterion(reading, criterion));
  const isShared = new Set(
    criteria.map(({ identifier }) => identifier).filter((each, index, all) => all.indexOf(each) < index),
  );
  const taken = new Set(criteria.map(({ identifier }) => identifier));
  return criteria.map((criterion, index) => {
    const object = objects[index];
    if (!object || !isShared.has(criterion.identifier)) return criterion;
    const identifier = ownIdentifier(criterion, taken);
    taken.add(identifier);
    const why = `several criteria have it; this one is written ${identifier}`;
    reading.lose(object, "identifier", quoted(criterion.identifier), why);
    return { ...criterion, identifier };
  });
}

function readCriterion(reading: Reading, criterion: UsdmObject): CriterionInput {
  const item = reading.ref(criterion, "criterionItemId");
  if (item && item.values["name"] === criterion.values["name"]) reading.carry(item, "name");
  const named = readNamed(reading, criterion);
  return {
    ...named,
    identifier: reading.line(criterion, "identifier", 30) ?? named.name.slice(0, 30),
    category: readCategory(reading, criterion),
    text: (item && reading.prose(item, "text")) ?? "",
  };
}

/** Protocols number inclusion and exclusion apart; together the criteria are I1 and E1. */
function ownIdentifier({ category, identifier }: CriterionInput, taken: ReadonlySet<string>): string {
  const lettered = `${category === "inclusion" ? "I" : "E"}${identifier}`;
  let own = lettered;
  for (let further = 2; taken.has(own); further++) own = `${lettered}-${further}`;
  return own;
}

/** Taken the wrong way round a criterion would let in whom it keeps out: what is neither is refused. */
function readCategory(reading: Reading, criterion: UsdmObject): CriterionInput["category"] {
  const category = reading.term(criterion, "category", criterionCategories, undefined);
  if (category !== undefined) return category;
  const words = quoted(String(reading.codes(criterion, "category")[0]?.values["decode"]));
  reading.refuse(criterion, "category", `expected inclusion (C25532) or exclusion (C25370), got ${words}`);
  return "exclusion";
}
