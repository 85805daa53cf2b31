import { type FormItem, freeTextOf, type ItemValue } from "#design";
import { type Instant, unreachable, type ZoneId } from "#kernel";
import { empty, type Typed, typedValue } from "./typed.ts";
import { readDate } from "./typed-date.ts";
import { dateTimeText, readDateTime } from "./typed-date-time.ts";
import { numberText, readDecimal, readInteger } from "./typed-number.ts";
import { readTime } from "./typed-time.ts";

/** What reading a typed text needs to know beside it. */
export type Around = {
  /** The day on which `t` is today. */
  readonly today: string;
  /** The zone in which days and times are meant. */
  readonly zone: ZoneId;
};

/** Reads what was typed into the field of an item that is answered in writing; a choice comes as a value already. */
export function readTyped({ type }: Pick<FormItem, "type">, text: string, around: Around): Typed {
  switch (type) {
    case "integer":
      return readInteger(text);
    case "decimal":
      return readDecimal(text);
    case "text":
      return text.trim() === "" ? empty : typedValue({ freeText: text });
    case "date":
      return readDate(text, around.today, false);
    case "partial-date":
      return readDate(text, around.today, true);
    case "time":
      return readTime(text);
    case "date-time":
      return readDateTime(text, around.today, around.zone);
    case "boolean":
    case "code":
    case "codes":
    case "computed":
      return empty;
    default:
      return unreachable(type);
  }
}

/** A value as its field shows it; empty where there is none, or a reason for none. */
export function typedText(
  { type }: Pick<FormItem, "type">,
  value: ItemValue | null | undefined,
  { zone }: Pick<Around, "zone">,
): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return type === "date-time" ? dateTimeText(value as Instant, zone) : value;
  return freeTextOf(value) ?? "";
}
