import type { FormItem } from "#design";
import { findInstrument, type InstrumentDefinition, type ItemDefinition, itemWording } from "#instruments";

/** One of the answers that an item offers. */
export type Choice = { readonly value: number | string; readonly label: string };

const mostNumbers = 11;

/** The definition of the instrument that a form is bound to. */
export function instrumentOf(name: string | undefined): InstrumentDefinition | undefined {
  const found = name === undefined ? undefined : findInstrument(name);
  return found?.ok ? found.value.definition : undefined;
}

/** The item's words: an instrument's own where they may be shown, else its label. */
export function wordingOf(item: FormItem, instrument: InstrumentDefinition | undefined): string {
  const definition = definitionOf(item, instrument);
  return definition ? itemWording(definition) : item.label;
}

/** The words that stand above the item together with others, where its instrument has such words. */
export function stemOf({ id }: FormItem, instrument: InstrumentDefinition | undefined): string | undefined {
  return instrument?.stem?.itemIds.includes(id) ? instrument.stem.text : undefined;
}

/** The answers to choose from; undefined where the answer is typed. A short scale of whole numbers is chosen from too. */
export function choicesOf(
  item: FormItem,
  instrument: InstrumentDefinition | undefined,
): readonly Choice[] | undefined {
  if (item.type === "code" || item.type === "codes") {
    return [...(item.codes ?? [])].map(([value, label]) => ({ value, label }));
  }
  if (item.type !== "integer") return undefined;
  const definition = definitionOf(item, instrument);
  if (definition?.kind === "integer") {
    if (definition.choices.length > 0) return definition.choices;
    return numbers(definition.range.minimum, definition.range.maximum, definition.step);
  }
  const { minimum, maximum } = item.limits;
  return minimum === undefined || maximum === undefined ? undefined : numbers(minimum, maximum, 1);
}

function definitionOf(
  item: FormItem,
  instrument: InstrumentDefinition | undefined,
): ItemDefinition | undefined {
  return item.source === "instrument" ? instrument?.items.find(({ id }) => id === item.id) : undefined;
}

function numbers(minimum: number, maximum: number, step: number): readonly Choice[] | undefined {
  const count = (maximum - minimum) / step + 1;
  if (count > mostNumbers || count < 2) return undefined;
  return Array.from({ length: count }, (_, index) => {
    const value = minimum + index * step;
    return { value, label: "" };
  });
}
