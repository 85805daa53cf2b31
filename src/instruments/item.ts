import { failed, ok, type Result } from "#kernel";

/** Both ends belong to the range. */
export type Range = { readonly minimum: number; readonly maximum: number };

/** One of the answers that an item offers, with the words that a form may show for it. */
export type Choice<Value> = { readonly value: Value; readonly label: string };

/**
 * Where the wording of an item is: in this repository, or in a content pack that the site loads under its own
 * licence. What is not known word for word is never written here as if it were official.
 */
export type ItemText =
  | { readonly source: "shipped"; readonly language: "en"; readonly text: string }
  | { readonly source: "content pack" };

/**
 * One answer of an instrument. `label` is a short neutral name for tables and worklists, never a prompt.
 * An `optional` item is one whose absence is not reported as missing.
 */
export type ItemDefinition = {
  readonly id: string;
  readonly label: string;
  readonly text: ItemText;
  readonly optional: boolean;
} & ItemKind;

/** How an item is answered. */
export type ItemKind =
  | {
      readonly kind: "integer";
      readonly range: Range;
      /** Answers lie `step` apart, from the minimum on. */
      readonly step: number;
      readonly choices: readonly Choice<number>[];
    }
  | { readonly kind: "boolean" }
  | { readonly kind: "code"; readonly choices: readonly Choice<string>[] }
  | { readonly kind: "code-set"; readonly choices: readonly Choice<string>[] };

/** What a valid answer is: by item kind a whole number, yes or no, a code, or one or more different codes. */
export type ItemValue = number | boolean | string | readonly string[];

/** Reads a raw value as an answer to the item, or says what was expected and what came. */
export function readItemValue(item: ItemDefinition, raw: unknown): Result<ItemValue, string> {
  const value = acceptedValue(item, raw);
  if (value !== undefined) return ok(value);
  const advice = raw === null ? "; leave the item out where it was not answered" : "";
  return failed(`expected ${describeItemKind(item)}, got ${describeValue(raw)}${advice}`);
}

/** The answers that an item accepts, in words: `a whole number from 0 to 4`. */
export function describeItemKind(item: ItemKind): string {
  switch (item.kind) {
    case "integer":
      return describeIntegers(item.range, item.step);
    case "boolean":
      return "true or false";
    case "code":
      return `one of ${codesOf(item.choices)}`;
    case "code-set":
      return `a list of one or more different codes of ${codesOf(item.choices)}`;
  }
}

/** A value as an error message may show it: short, and safe whatever came. */
export function describeValue(raw: unknown): string {
  switch (typeof raw) {
    case "string":
      return raw.length > 40 ? `${JSON.stringify(raw.slice(0, 40))}…` : JSON.stringify(raw);
    case "object":
      if (raw === null) return "null";
      return Array.isArray(raw) ? "a list" : "an object";
    case "function":
    case "symbol":
      return `a ${typeof raw}`;
    case "bigint":
      return "a big integer";
    default:
      return String(raw);
  }
}

function acceptedValue(item: ItemKind, raw: unknown): ItemValue | undefined {
  switch (item.kind) {
    case "integer":
      return isStepInRange(raw, item.range, item.step) ? raw + 0 : undefined;
    case "boolean":
      return typeof raw === "boolean" ? raw : undefined;
    case "code":
      return item.choices.find(({ value }) => value === raw)?.value;
    case "code-set":
      return acceptedCodes(item.choices, raw);
  }
}

function isStepInRange(raw: unknown, range: Range, step: number): raw is number {
  if (typeof raw !== "number") return false;
  return raw >= range.minimum && raw <= range.maximum && (raw - range.minimum) % step === 0;
}

/** Codes in the order of the item; undefined where one is unknown or comes twice. */
function acceptedCodes(choices: readonly Choice<string>[], raw: unknown): readonly string[] | undefined {
  if (!Array.isArray(raw) || raw.length === 0) return undefined;
  const accepted = choices.map(({ value }) => value).filter((code) => raw.includes(code));
  return accepted.length === raw.length ? accepted : undefined;
}

function describeIntegers({ minimum, maximum }: Range, step: number): string {
  if (step === 1) return `a whole number from ${minimum} to ${maximum}`;
  const count = (maximum - minimum) / step + 1;
  if (count > 5) return `a multiple of ${step} from ${minimum} to ${maximum}`;
  return `one of ${Array.from({ length: count }, (_, index) => minimum + index * step).join(", ")}`;
}

function codesOf(choices: readonly Choice<string>[]): string {
  return choices.map(({ value }) => `"${value}"`).join(", ");
}
