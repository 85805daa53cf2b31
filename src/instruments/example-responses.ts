import type { Instrument } from "./definition.ts";
import type { ItemDefinition } from "./item.ts";
import { score } from "./score.ts";

type Answer = number | boolean | string | readonly string[];

/** A form filled in full, to show what the answers look like; nobody's answers. What would contradict the rest is left out. */
export function exampleResponses(instrument: Instrument): Readonly<Record<string, Answer>> {
  const all = Object.fromEntries(instrument.definition.items.map((item) => [item.id, exampleAnswer(item)]));
  const scored = score(instrument, all);
  if (scored.ok) return all;
  const contradicting = new Set(scored.error.issues.map(({ path }) => path));
  return Object.fromEntries(Object.entries(all).filter(([id]) => !contradicting.has(id)));
}

/** A number in the middle of its range, yes, or the first choice. */
function exampleAnswer(item: ItemDefinition): Answer {
  switch (item.kind) {
    case "integer": {
      const { minimum, maximum } = item.range;
      return minimum + Math.floor((maximum - minimum) / item.step / 2) * item.step;
    }
    case "boolean":
      return true;
    case "code":
      return item.choices[0]?.value ?? "";
    case "code-set":
      return item.choices.slice(0, 1).map(({ value }) => value);
  }
}
