import { expect, test } from "vitest";
import { compile, meadowStudy } from "../testing/meadow-study.ts";
import type { ItemValue } from "./events.ts";
import { showItemValue } from "./show-item-value.ts";

const { forms } = compile(meadowStudy);
const weight = forms.get("vitals")?.items.get("weight");
if (!weight) throw new Error("The trial of the tests weighs nobody.");
const scale = { ...weight, codes: new Map([["kitchen", "Kitchen scale"]]) };

test("a number is shown with its unit, where it has one", () => {
  expect(showItemValue(weight, 70.5)).toBe("70.5 kg");
  expect(showItemValue({ ...weight, unit: "mm[Hg]" }, 148)).toBe("148 mmHg");
  expect(showItemValue(undefined, 70.5)).toBe("70.5");
});

test("a code is shown by its label, or as it is where the protocol no longer knows it", () => {
  expect(showItemValue(scale, "kitchen")).toBe("Kitchen scale");
  expect(showItemValue(scale, ["kitchen", "gone"])).toBe("Kitchen scale, gone");
});

test.each([
  ["yes", true],
  ["no", false],
  ["Has a headache.", { freeText: "Has a headache." }],
  ["not done", { nullFlavor: "not-done" }],
  ["2026-02", "2026-02"],
])("%s is shown for what was entered so", (words, value) => {
  expect(showItemValue(undefined, value as ItemValue)).toBe(words);
});

test("nothing is shown where nothing stands", () => {
  expect(showItemValue(weight, null)).toBeNull();
});
