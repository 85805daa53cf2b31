import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { inChainOrder } from "./chain.ts";
import { given } from "./given.ts";
import type { ArmInput, CellInput, ElementInput, EpochInput } from "./input.ts";
import { readNamed } from "./named.ts";
import { armTypes, epochTypes } from "./terms.ts";

/** The arms in the order of the file. */
export function readArms(reading: Reading, design: UsdmObject): ArmInput[] {
  return reading.parts(design, "arms").map((arm) => ({
    ...readNamed(reading, arm),
    type: reading.term(arm, "type", armTypes, "other"),
    ...given({ description: reading.prose(arm, "description") }),
  }));
}

/** The epochs in the order of their chain. */
export function readEpochs(reading: Reading, design: UsdmObject): EpochInput[] {
  return inChainOrder(reading, reading.parts(design, "epochs")).map((epoch) => ({
    ...readNamed(reading, epoch),
    type: reading.term(epoch, "type", epochTypes, nearestEpochType(reading, epoch)),
    ...given({ description: reading.prose(epoch, "description") }),
  }));
}

/** "Open Label Treatment Epoch" is a treatment, though the design cannot say that it is open label. */
function nearestEpochType(reading: Reading, epoch: UsdmObject): EpochInput["type"] {
  const words = String(reading.codes(epoch, "type")[0]?.values["decode"]).toLowerCase();
  if (/follow.?up/.test(words)) return "follow-up";
  if (/run.?in/.test(words)) return "run-in";
  if (/wash.?out/.test(words)) return "washout";
  if (words.includes("screening")) return "screening";
  if (words.includes("baseline")) return "baseline";
  return words.includes("treatment") ? "treatment" : "other";
}

/** The elements, each with what begins and ends it. */
export function readElements(reading: Reading, design: UsdmObject): ElementInput[] {
  return reading.parts(design, "elements").map((element) => ({
    ...readNamed(reading, element),
    ...given({ description: reading.prose(element, "description") }),
    ...readTransitions(reading, element),
  }));
}

/** What begins and ends an element or a visit. */
export function readTransitions(
  reading: Reading,
  object: UsdmObject,
): { readonly transitionStart?: string; readonly transitionEnd?: string } {
  const text = (attribute: string): string | undefined => {
    const rule = reading.part(object, attribute);
    return rule && reading.prose(rule, "text");
  };
  return given({ transitionStart: text("transitionStartRule"), transitionEnd: text("transitionEndRule") });
}

/** What is done in each arm in each epoch. */
export function readCells(reading: Reading, design: UsdmObject): CellInput[] {
  return reading.parts(design, "studyCells").flatMap((cell) => {
    const arm = reading.ref(cell, "armId");
    const epoch = reading.ref(cell, "epochId");
    if (!arm || !epoch) return [];
    const elementIds = reading.refs(cell, "elementIds").map(({ id }) => reading.ids.of(id));
    return [{ armId: reading.ids.of(arm.id), epochId: reading.ids.of(epoch.id), elementIds }];
  });
}
