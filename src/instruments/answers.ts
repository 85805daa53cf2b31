import {
  failed,
  type InputIssue,
  type InvalidInput,
  invalidInput,
  ok,
  type Result,
  type Truth,
} from "#kernel";
import type { Instrument, InstrumentDefinition } from "./definition.ts";
import { describeValue, type ItemValue, readItemValue } from "./item.ts";

/** Valid answers by item id, in the order of the definition. An item that is not in it was not answered. */
export type Answers = ReadonlyMap<string, ItemValue>;

/**
 * Reads `{ item1: 3, … }`. Unknown items, wrong types, values out of range, null and answers that contradict
 * each other are issues with the item id as path; nothing is converted. A key whose value is `undefined` counts
 * as not there, as in JSON.
 */
export function readAnswers(instrument: Instrument, responses: unknown): Result<Answers, InvalidInput> {
  const { definition } = instrument;
  if (!isPlainObject(responses)) {
    const message = `expected an object of item ids and answers, got ${describeValue(responses)}`;
    return failed(invalidInput({ path: "", message }));
  }
  const answers = new Map<string, ItemValue>();
  const issues: InputIssue[] = [];
  for (const item of definition.items) {
    const raw = Object.hasOwn(responses, item.id) ? responses[item.id] : undefined;
    if (raw === undefined) continue;
    const value = readItemValue(item, raw);
    if (value.ok) answers.set(item.id, value.value);
    else issues.push({ path: item.id, message: value.error });
  }
  issues.push(...unknownItems(definition, responses));
  if (issues.length === 0) issues.push(...(instrument.contradictions?.(answers) ?? []));
  return issues.length === 0 ? ok(answers) : failed(invalidInput(...issues));
}

export function numberAnswer(answers: Answers, itemId: string): number | undefined {
  const value = answers.get(itemId);
  return typeof value === "number" ? value : undefined;
}

export function codeAnswer(answers: Answers, itemId: string): string | undefined {
  const value = answers.get(itemId);
  return typeof value === "string" ? value : undefined;
}

/** The codes ticked; none where the item was not answered. */
export function codeSetAnswer(answers: Answers, itemId: string): readonly string[] {
  const value = answers.get(itemId);
  return typeof value === "object" ? value : [];
}

export function truthAnswer(answers: Answers, itemId: string): Truth {
  const value = answers.get(itemId);
  return typeof value === "boolean" ? value : "unknown";
}

/** Whether the answer is at least `threshold`; unknown where the item was not answered. */
export function answerAtLeast(answers: Answers, itemId: string, threshold: number): Truth {
  const value = numberAnswer(answers, itemId);
  return value === undefined ? "unknown" : value >= threshold;
}

export function unanswered(answers: Answers, itemIds: readonly string[]): readonly string[] {
  return itemIds.filter((id) => !answers.has(id));
}

function unknownItems(
  { abbreviation, items }: InstrumentDefinition,
  responses: Readonly<Record<string, unknown>>,
): readonly InputIssue[] {
  const known = new Set(items.map(({ id }) => id));
  const ends = `${items[0]?.id} … ${items.at(-1)?.id}`;
  return Object.keys(responses)
    .filter((key) => !known.has(key) && responses[key] !== undefined)
    .map((key) => ({
      path: key === "" ? '""' : key,
      message: `${abbreviation} has no item ${describeValue(key)}; its items are ${ends}`,
    }));
}

/** A plain object of any realm: a list, a Map, a Date or something that inherits answers is not one. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
