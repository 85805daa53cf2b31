import { expect, test } from "vitest";
import { instruments } from "./registry.ts";
import { score } from "./score.ts";

function messageOf(id: string, responses: unknown): string | undefined {
  const instrument = instruments.get(id);
  const result = instrument && score(instrument, responses);
  return result?.ok === false
    ? `${result.error.issues[0]?.path}: ${result.error.issues[0]?.message}`
    : undefined;
}

test.each([
  ["phq-9", { item2: "3" }, 'item2: expected a whole number from 0 to 3, got "3"'],
  [
    "phq-9",
    { item2: null },
    "item2: expected a whole number from 0 to 3, got null; leave the item out where it was not answered",
  ],
  ["phq-9", { item2: 2.5 }, "item2: expected a whole number from 0 to 3, got 2.5"],
  ["phq-9", { item2: Number.NaN }, "item2: expected a whole number from 0 to 3, got NaN"],
  ["phq-9", { item2: 4 }, "item2: expected a whole number from 0 to 3, got 4"],
  ["phq-9", { item2: [3] }, "item2: expected a whole number from 0 to 3, got a list"],
  ["phq-9", { itme2: 3 }, 'itme2: PHQ-9 has no item "itme2"; its items are item1 … item10'],
  ["phq-9", { "": 3 }, '"": PHQ-9 has no item ""; its items are item1 … item10'],
  ["phq-9", [3, 3], ": expected an object of item ids and answers, got a list"],
  ["audit", { item9: 1 }, "item9: expected one of 0, 2, 4, got 1"],
  ["des-ii", { item9: 35 }, "item9: expected a multiple of 10 from 0 to 100, got 35"],
  ["ace", { item1: 1 }, "item1: expected true or false, got 1"],
  ["ace", { item1: "x".repeat(100) }, `item1: expected true or false, got "${"x".repeat(40)}"…`],
  [
    "caps-5-past-month",
    { criterionA: "yes" },
    'criterionA: expected one of "met", "probable", "not-met", got "yes"',
  ],
  [
    "lec-5",
    { event1: "happened" },
    'event1: expected a list of one or more different codes of "happened", "witnessed", "learned", "job", "not-sure", "not-applicable", got "happened"',
  ],
])("%s says what is wrong with %j", (id, responses, message) => {
  expect(messageOf(id, responses)).toBe(message);
});

test("every bad item has its own issue", () => {
  const instrument = instruments.get("phq-9");
  const result = instrument && score(instrument, { item1: 4, item2: "x", item3: 1, itemX: 1 });
  expect(result?.ok === false && result.error.issues.map(({ path }) => path)).toEqual([
    "item1",
    "item2",
    "itemX",
  ]);
});

test("minus zero is zero", () => {
  const instrument = instruments.get("eq-5d-5l");
  const result = instrument && score(instrument, { vas: -0 });
  expect(result?.ok && Object.is(result.value.scores["vas"], 0)).toBe(true);
});

test("an answer that a polluted prototype would give is not seen", () => {
  const instrument = instruments.get("phq-9");
  const prototype = Object.prototype as { item9?: number };
  prototype.item9 = 3;
  try {
    const result = instrument && score(instrument, { item1: 1 });
    expect(result?.ok && result.value.scores["suicidalThoughts"]).toBeNull();
  } finally {
    delete prototype.item9;
  }
});
