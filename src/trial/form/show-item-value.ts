import { type FormItem, withUnit } from "#design";
import type { ItemValue } from "./events.ts";

/** A value as a person reads it: codes by their labels, numbers with their unit, an absence by its reason. */
export function showItemValue(item: FormItem | undefined, value: ItemValue | null): string | null {
  if (value === null) return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return withUnit(String(value), item?.unit);
  if (typeof value === "string") return item?.codes?.get(value) ?? value;
  if ("freeText" in value) return value.freeText;
  if ("nullFlavor" in value) return value.nullFlavor.replaceAll("-", " ");
  return value.map((code) => item?.codes?.get(code) ?? code).join(", ");
}
