import { failed, type Instant, ok, parseInstant, parsePartialDate, type Result } from "#kernel";
import type { ExpressionType } from "../expression/expression-type.ts";
import { dateValue, type ExpressionValue, partialDateOf } from "../expression/value.ts";
import { type ItemType, type NullFlavor, nullFlavors } from "../model/form.ts";

/**
 * The value of an item: a number, a code or date or time as text, yes or no, several codes, text in a person's own
 * words (kept apart because it is encrypted), or the reason why there is none.
 */
export type ItemValue =
  | number
  | string
  | boolean
  | readonly string[]
  | { readonly freeText: string }
  | { readonly nullFlavor: NullFlavor };

/** Values by item id; an item that nobody has answered is left out. */
export type RowValues = { readonly [itemId: string]: ItemValue };

/** What stands on one form: its single items, and for each repeating group its rows. */
export type FormValues = {
  readonly items: RowValues;
  readonly rows: { readonly [groupId: string]: readonly RowValues[] };
};

/** Which row of which repeating group; rows are counted from 0. */
export type RowPlace = { readonly groupId: string; readonly index: number };

/** The value of an item, single or in a row; undefined where nobody has answered it. */
export function valueIn(
  values: FormValues,
  itemId: string,
  row: RowPlace | undefined,
): ItemValue | undefined {
  const holder = row ? rowsIn(values, row.groupId)[row.index] : values.items;
  return holder && Object.hasOwn(holder, itemId) ? holder[itemId] : undefined;
}

function rowsIn({ rows }: FormValues, groupId: string): readonly RowValues[] {
  return Object.hasOwn(rows, groupId) ? (rows[groupId] ?? []) : [];
}

/**
 * The rows of a repeating group that hold something. A row that was emptied is no row, and the others keep their
 * numbers: what was verified, asked or signed in row 3 is still in row 3 when row 2 is gone.
 */
export function placesIn(values: FormValues, groupId: string): readonly RowPlace[] {
  return rowsIn(values, groupId).flatMap((row, index) =>
    Object.keys(row).length === 0 ? [] : [{ groupId, index }],
  );
}

/**
 * Reads a raw JSON value as a value of an item of that type, or says what was expected. Only the shape is judged
 * here; ranges, code lists and the like are issues that `evaluateForm` reports, so that nothing typed is lost.
 */
export function parseItemValue(item: { readonly type: ItemType }, raw: unknown): Result<ItemValue, string> {
  const nullFlavor = nullFlavorIn(raw);
  if (nullFlavor) {
    return isNullFlavor(nullFlavor)
      ? ok({ nullFlavor })
      : failed(`expected a reason of the list (${nullFlavors.join(", ")}), got ${shown(nullFlavor)}`);
  }
  switch (item.type) {
    case "integer":
      return typeof raw === "number" && Number.isSafeInteger(raw) ? ok(raw) : expected("a whole number", raw);
    case "decimal":
      return typeof raw === "number" && Number.isFinite(raw) ? ok(raw) : expected("a number", raw);
    case "boolean":
      return typeof raw === "boolean" ? ok(raw) : expected("true or false", raw);
    case "text":
      return parseFreeText(raw);
    case "code":
      return typeof raw === "string" && raw !== "" ? ok(raw) : expected("a code", raw);
    case "codes":
      return parseCodes(raw);
    case "date":
      return typeof raw === "string" ? parseDay(raw) : expected("a date (2026-11-20)", raw);
    case "partial-date":
      return typeof raw === "string" ? parsePlausibleDate(raw) : expected("a date, a month or a year", raw);
    case "time":
      return isTime(raw) ? ok(raw) : expected("a time (21:30)", raw);
    case "date-time":
      return typeof raw === "string" ? parseInstant(raw) : expected("a date and time with its offset", raw);
    case "computed":
      return failed("expected nothing: this item is computed and never entered");
  }
}

/** The reason why there is no value, where one is given. */
export function nullFlavorOf(value: unknown): NullFlavor | undefined {
  const given = nullFlavorIn(value);
  return isNullFlavor(given) ? given : undefined;
}

/** The words of a text item. */
export function freeTextOf(value: unknown): string | undefined {
  const text =
    typeof value === "object" && value !== null && "freeText" in value ? value.freeText : undefined;
  return typeof text === "string" ? text : undefined;
}

/** Whether there is no answer: nothing, empty text, or no code of several. */
export function isBlank(value: ItemValue | undefined): boolean {
  return (
    value === undefined || (Array.isArray(value) && value.length === 0) || freeTextOf(value)?.trim() === ""
  );
}

/** The value as expressions see it; undefined where it does not fit its type. */
export function expressionValueOf(
  kind: ExpressionType["kind"],
  value: ItemValue,
): ExpressionValue | undefined {
  switch (kind) {
    case "number":
      return typeof value === "number" ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "text":
      return typeof value === "string" ? value : freeTextOf(value);
    case "code":
      return typeof value === "string" ? value : undefined;
    case "codes":
      return isCodes(value) ? value : undefined;
    case "date": {
      const date = typeof value === "string" ? parsePartialDate(value) : undefined;
      return date?.ok ? dateValue(date.value) : undefined;
    }
    case "time":
      return isTime(value) ? { kind: "time", text: value } : undefined;
    case "date-time": {
      const at = typeof value === "string" ? parseInstant(value) : undefined;
      return at?.ok ? { kind: "date-time", at: at.value } : undefined;
    }
    default:
      return undefined;
  }
}

/** What an expression gave, as an item keeps it; undefined where no item can (a duration, a date between days). */
export function itemValueOf(value: ExpressionValue): ItemValue | undefined {
  if (typeof value !== "object" || !("kind" in value)) return value;
  switch (value.kind) {
    case "date":
      return partialDateOf(value);
    case "time":
      return value.text;
    case "date-time":
      return value.at satisfies Instant;
    case "duration":
      return undefined;
  }
}

function nullFlavorIn(raw: unknown): unknown {
  return typeof raw === "object" && raw !== null && "nullFlavor" in raw ? raw.nullFlavor : undefined;
}

function isNullFlavor(word: unknown): word is NullFlavor {
  return nullFlavors.some((one) => one === word);
}

function parseFreeText(raw: unknown): Result<ItemValue, string> {
  const freeText = freeTextOf(raw);
  return freeText === undefined ? expected("text, as { freeText }", raw) : ok({ freeText });
}

function parseCodes(raw: unknown): Result<ItemValue, string> {
  if (!isCodes(raw)) return expected("a list of codes", raw);
  return new Set(raw).size === raw.length ? ok([...raw]) : failed("expected each code once");
}

function isCodes(raw: unknown): raw is readonly string[] {
  return Array.isArray(raw) && raw.every((code) => typeof code === "string");
}

function parseDay(text: string): Result<ItemValue, string> {
  const date = parsePlausibleDate(text);
  if (date.ok && text.length < 10) return failed(`expected a date to the day (2026-11-20), got "${text}"`);
  return date;
}

/** A year before 1000 is a slip of the keyboard (0206 for 2026). */
function parsePlausibleDate(text: string): Result<ItemValue, string> {
  const date = parsePartialDate(text);
  return date.ok && text < "1000" ? failed(`expected a year of four digits, got "${text}"`) : date;
}

function isTime(raw: unknown): raw is string {
  return typeof raw === "string" && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(raw);
}

function expected(what: string, raw: unknown): Result<never, string> {
  return failed(`expected ${what}, got ${shown(raw)}`);
}

/** A raw value as a message may show it: short, and safe whatever came. */
function shown(raw: unknown): string {
  if (typeof raw === "string") return JSON.stringify(raw.length > 40 ? `${raw.slice(0, 40)}…` : raw);
  if (typeof raw === "object" && raw !== null) return Array.isArray(raw) ? "a list" : "an object";
  return typeof raw === "number" || typeof raw === "boolean" || raw === null ? String(raw) : typeof raw;
}
