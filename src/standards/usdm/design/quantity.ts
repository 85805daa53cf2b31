import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";

/** "50 years", "2.5 Milligram"; a length of time in plain words, any other unit in its own. */
export function readAmount(reading: Reading, quantity: UsdmObject | undefined): string | undefined {
  if (!quantity) return undefined;
  const value = reading.number(quantity, "value");
  const unit = reading.words(quantity, "unit", 40);
  if (value === undefined) return undefined;
  if (unit === undefined) return String(value);
  const isTime = /^(year|month|week|day|hour|minute)s?$/i.test(unit);
  const plain = isTime ? unit.toLowerCase().replace(/s?$/, value === 1 ? "" : "s") : unit;
  return `${value} ${plain}`;
}

/**
 * A number of people: a whole number, or the greatest of a range, whose least is then left over. A share
 * (31 percent) is no number of people.
 */
export function readHeadcount(reading: Reading, object: UsdmObject, attribute: string): number | undefined {
  const part = reading.part(object, attribute);
  const quantity = part?.className === "Range" ? reading.part(part, "maxValue") : part;
  const value = quantity?.values["value"];
  const isCount = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
  return quantity && isCount && !reading.part(quantity, "unit")
    ? reading.number(quantity, "value")
    : undefined;
}
