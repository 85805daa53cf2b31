import type { StudyDesignInput } from "#design";
import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import type { NotRepresented } from "../not-represented.ts";
import { titleOf } from "./named.ts";

/** Where the design comes from. */
export function originNote(reading: Reading): string {
  const { wrapper } = reading.document;
  const system = [reading.line(wrapper, "systemName"), reading.line(wrapper, "systemVersion")];
  const writer = system.filter((part) => part !== undefined).join(" ");
  return `Imported from USDM ${reading.line(wrapper, "usdmVersion") ?? "4"}${writer === "" ? "" : `, written by ${writer}`}.`;
}

/** The conditions on which activities depend, of which a design has no class of its own. */
export function conditionNotes(reading: Reading): readonly string[] {
  return reading.parts(reading.document.version, "conditions").map((condition) => {
    const names = (objects: readonly UsdmObject[]): string =>
      objects.map((each) => titleOf(reading, each)).join(", ");
    const appliesTo = names(reading.refs(condition, "appliesToIds"));
    const context = names(reading.refs(condition, "contextIds"));
    const where = `${appliesTo === "" ? "" : ` Applies to ${appliesTo}`}${context === "" ? "" : ` at ${context}`}`;
    const text = `Condition ${titleOf(reading, condition)}: ${reading.prose(condition, "text") ?? ""}`;
    const sentence = text.replace(/[^.!?:]$/, "$&.");
    return reading.joined(condition, "text", [sentence, where === "" ? "" : `${where}.`], "") ?? "";
  });
}

/** What a study needs before it opens, and USDM has no class for. */
export function notesToComplete(designs: readonly StudyDesignInput[]): readonly string[] {
  const hasCriteria = designs.some(({ eligibilityCriteria = [] }) => eligibilityCriteria.length > 0);
  const consent =
    "No consent: USDM holds no consent form. Add one under consents before enrolling; until then no visit begins.";
  const answers =
    "No answers to the criteria: USDM gives them in words. Give each an expression, or answeredBy with the item on which a person answers it, before enrolling; until then it stays unknown.";
  return hasCriteria ? [consent, answers] : [consent];
}

/** What the design does not carry, for whoever builds on it. */
export function lossNote({ path, what, why }: NotRepresented): string {
  return `Not carried over: ${what} at ${path}, because ${why}.`.slice(0, 20_000);
}
