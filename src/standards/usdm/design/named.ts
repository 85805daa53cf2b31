import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { given } from "./given.ts";

/** Id and name of something, and its label where that says more than the name. */
export function readNamed(
  reading: Reading,
  object: UsdmObject,
): { readonly id: string; readonly name: string; readonly label?: string } {
  const id = reading.ids.of(object.id);
  const name = reading.line(object, "name") ?? id;
  const label = reading.line(object, "label");
  return { id, name, ...given({ label: label === name ? undefined : label }) };
}

/** What a person would call it: its label, or its name where it has none. */
export function titleOf(reading: Reading, object: UsdmObject): string {
  return reading.line(object, "label") ?? reading.line(object, "name") ?? reading.ids.of(object.id);
}
