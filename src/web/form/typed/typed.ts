import type { ItemValue } from "#design";

/** What somebody typed into a field, as far as it can be read. What cannot be read is kept as it was typed. */
export type Typed =
  | { readonly kind: "empty" }
  | { readonly kind: "value"; readonly value: ItemValue }
  | { readonly kind: "unreadable"; readonly why: UnreadableReason };

/** Why a text is no value; each has its words in the message catalogue. */
export type UnreadableReason =
  | "not-a-number"
  | "not-a-whole-number"
  | "not-a-date"
  | "not-a-full-date"
  | "day-or-month-first"
  | "not-a-time"
  | "date-and-time"
  | "hour-skipped"
  | "hour-twice";

export const empty: Typed = { kind: "empty" };

export function typedValue(value: ItemValue): Typed {
  return { kind: "value", value };
}

export function unreadable(why: UnreadableReason): Typed {
  return { kind: "unreadable", why };
}
