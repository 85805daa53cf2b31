import type { Choice, ItemDefinition, ItemText, Range } from "./item.ts";

type Options = { readonly text?: string; readonly optional?: boolean };

/** A whole-number item; `step` defaults to 1. Without `text` its wording is left to a content pack. */
export function integerItem(
  id: string,
  label: string,
  range: Range,
  options: Options & { readonly step?: number; readonly choices?: readonly Choice<number>[] } = {},
): ItemDefinition {
  const { step = 1, choices = [] } = options;
  return { id, label, ...common(options), kind: "integer", range, step, choices };
}

/** A yes-or-no item. */
export function booleanItem(id: string, label: string, options: Options = {}): ItemDefinition {
  return { id, label, ...common(options), kind: "boolean" };
}

/** An item answered with exactly one code. */
export function codeItem(
  id: string,
  label: string,
  choices: readonly Choice<string>[],
  options: Options = {},
): ItemDefinition {
  return { id, label, ...common(options), kind: "code", choices };
}

/** An item answered with one or more codes ("check all that apply"). */
export function codeSetItem(
  id: string,
  label: string,
  choices: readonly Choice<string>[],
  options: Options = {},
): ItemDefinition {
  return { id, label, ...common(options), kind: "code-set", choices };
}

/** `["Not at all", "Several days"]` → choices 0 and 1. */
export function numberedChoices(labels: readonly string[]): readonly Choice<number>[] {
  return labels.map((label, value) => ({ value, label }));
}

/** `item1` … `item<count>`. */
export function itemIds(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `item${first + index}`);
}

function common(options: Options): { readonly text: ItemText; readonly optional: boolean } {
  const text: ItemText =
    options.text === undefined
      ? { source: "content pack" }
      : { source: "shipped", language: "en", text: options.text };
  return { text, optional: options.optional ?? false };
}
