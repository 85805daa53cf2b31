import type { Json } from "#kernel";
import type { Instrument } from "./definition.ts";
import { exampleResponses } from "./example-responses.ts";
import type { Choice, ItemDefinition } from "./item.ts";

/**
 * A JSON Schema (draft 2020-12) of the responses of an instrument: what it accepts, `score` accepts, but for
 * answers that contradict each other. No item is required, for an unanswered item is left out. Its example is a form filled in full.
 */
export function jsonSchemaOf(instrument: Instrument): Readonly<Record<string, Json>> {
  const { id, version, title, items } = instrument.definition;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:vigil:instrument:${id}:${version.toLowerCase()}`,
    title: `${title}: responses`,
    type: "object",
    properties: Object.fromEntries(
      items.map((item) => [item.id, { title: item.label, ...itemSchema(item) }]),
    ),
    additionalProperties: false,
    examples: [exampleResponses(instrument)],
  };
}

function itemSchema(item: ItemDefinition): Readonly<Record<string, Json>> {
  switch (item.kind) {
    case "integer":
      return integerSchema(item);
    case "boolean":
      return { type: "boolean" };
    case "code":
      return { type: "string", enum: codes(item.choices) };
    case "code-set":
      return { type: "array", items: { enum: codes(item.choices) }, minItems: 1, uniqueItems: true };
  }
}

/** Steps are counted from the minimum, `multipleOf` from 0: a stepped range starts at a multiple of its step. */
function integerSchema(
  item: Extract<ItemDefinition, { readonly kind: "integer" }>,
): Readonly<Record<string, Json>> {
  const { minimum, maximum } = item.range;
  return { type: "integer", minimum, maximum, ...(item.step === 1 ? {} : { multipleOf: item.step }) };
}

function codes(choices: readonly Choice<string>[]): readonly string[] {
  return choices.map(({ value }) => value);
}
