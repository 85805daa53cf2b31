import { type FormItem, freeTextOf, nullFlavorOf, withUnit } from "#design";
import { formatDate, formatMoment } from "../components/moment.tsx";
import type { Messages } from "../messages/messages.tsx";
import type { DraftValue } from "./draft/draft.ts";
import type { Choice } from "./model/choices.ts";
import { numberText } from "./typed/typed-number.ts";

type Shown = Pick<FormItem, "type" | "unit" | "codes">;

/** A value in words: for reading, for the history, for print. */
export function showValue(
  item: Shown | undefined,
  choices: readonly Choice[] | undefined,
  value: DraftValue,
  { zone, messages: { forms } }: { readonly zone: string; readonly messages: Messages },
): string {
  if (value === null) return forms.empty;
  const flavor = nullFlavorOf(value);
  if (flavor) return forms.noAnswerBecause(forms.nullFlavors[flavor]);
  const labelOf = (one: string | number): string => {
    const label = choices?.find((choice) => choice.value === one)?.label ?? item?.codes?.get(String(one));
    if (label === undefined || label === "") return String(one);
    return typeof one === "number" ? `${one} ${label}` : label;
  };
  if (typeof value === "boolean") return value ? forms.yes : forms.no;
  if (typeof value === "number")
    return choices ? labelOf(value) : withUnit(numberText(rounded(value)), item?.unit);
  if (typeof value !== "string") {
    return Array.isArray(value) ? value.map(labelOf).join(", ") || forms.empty : (freeTextOf(value) ?? "");
  }
  switch (item?.type) {
    case "date":
    case "partial-date":
      return formatDate(value);
    case "date-time":
      return formatMoment(value, zone);
    case "computed":
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : labelOf(value);
    default:
      return labelOf(value);
  }
}

/** Computed numbers are shown to four decimals; what is stored is not touched. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
