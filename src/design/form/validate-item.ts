import type { FormItem, Limits } from "../compile/compiled-design.ts";
import { withUnit } from "../expression/readable-number.ts";
import type { NullFlavor } from "../model/form.ts";
import { freeTextOf, type ItemValue, nullFlavorOf, parseItemValue } from "./item-value.ts";

/** What is wrong with a value; `code` is stable, `message` is for the person at the form. */
export type ValueIssue = {
  readonly code:
    | "required"
    | "wrong-type"
    | "null-flavor-not-allowed"
    | "not-in-code-list"
    | "below-minimum"
    | "above-maximum"
    | "unexpected"
    | "too-many-decimals"
    | "too-long"
    | "computed-entered"
    | "contradiction"
    | "unknown-item"
    | "unknown-group"
    | "too-few-rows"
    | "too-many-rows";
  /** `error` keeps the form from being submitted; `query` lets it pass and asks. */
  readonly severity: "error" | "query";
  readonly message: string;
};

/** Every issue with one entered value; none for a value that is right. */
export function validateItem(item: FormItem, value: ItemValue): readonly ValueIssue[] {
  if (item.type === "computed") return [error("computed-entered", "This is computed and cannot be entered.")];
  const parsed = parseItemValue(item, value);
  if (!parsed.ok) return [error("wrong-type", sentence(parsed.error))];
  const nullFlavor = nullFlavorOf(value);
  if (nullFlavor) return nullFlavorIssues(item, nullFlavor);
  if (typeof value === "number") return [...numberIssues(item, value), ...decimalIssues(item, value)];
  const freeText = freeTextOf(value);
  return freeText === undefined ? codeIssues(item, value) : lengthIssues(item, freeText);
}

function nullFlavorIssues(item: FormItem, given: NullFlavor): readonly ValueIssue[] {
  if (item.nullFlavors.includes(given)) return [];
  const allowed = item.nullFlavors.length === 0 ? "none" : item.nullFlavors.join(", ");
  return [
    error("null-flavor-not-allowed", `“${given}” is no reason to leave this out; allowed: ${allowed}.`),
  ];
}

function numberIssues({ limits, expected, unit }: FormItem, value: number): readonly ValueIssue[] {
  const allowed = describeLimits(limits, unit);
  if (limits.minimum !== undefined && value < limits.minimum) {
    return [error("below-minimum", `${value} is too low: ${allowed}.`)];
  }
  if (limits.maximum !== undefined && value > limits.maximum) {
    return [error("above-maximum", `${value} is too high: ${allowed}.`)];
  }
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = expected;
  if (value >= minimum && value <= maximum) return [];
  const message = `${value} is unusual: ${describeLimits(expected, unit)}. Check it.`;
  return [{ code: "unexpected", severity: "query", message }];
}

function describeLimits({ minimum, maximum }: Limits, unit: string | undefined): string {
  if (minimum === undefined) return `expected at most ${withUnit(String(maximum), unit)}`;
  if (maximum === undefined) return `expected at least ${withUnit(String(minimum), unit)}`;
  return `expected ${minimum} to ${withUnit(String(maximum), unit)}`;
}

function decimalIssues({ decimals }: FormItem, value: number): readonly ValueIssue[] {
  if (decimals === undefined || decimalsOf(value) <= decimals) return [];
  const places = decimals === 1 ? "1 decimal" : `${decimals} decimals`;
  return [error("too-many-decimals", `${value} is too precise: at most ${places}.`)];
}

function decimalsOf(value: number): number {
  const [digits = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (digits.split(".")[1] ?? "").length - Number(exponent));
}

function lengthIssues({ maximumLength }: FormItem, text: string): readonly ValueIssue[] {
  if (maximumLength === undefined || text.length <= maximumLength) return [];
  return [error("too-long", `This text has ${text.length} characters: at most ${maximumLength}.`)];
}

function codeIssues({ type, codes }: FormItem, value: ItemValue): readonly ValueIssue[] {
  if (!codes || (type !== "code" && type !== "codes")) return [];
  const given = Array.isArray(value) ? value : [value];
  const strange = given.filter((code) => !codes.has(String(code)));
  if (strange.length === 0) return [];
  return [
    error("not-in-code-list", `${strange.join(", ")} is not in the list: ${[...codes.keys()].join(", ")}.`),
  ];
}

function error(code: ValueIssue["code"], message: string): ValueIssue {
  return { code, severity: "error", message };
}

/** `expected a date` → `Expected a date.` */
export function sentence(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}
