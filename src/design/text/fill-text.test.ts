import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillText, literalText, namesInText } from "./fill-text.ts";

const parameters = new Map([
  ["fasting-hours", { value: 10, unit: "h" }],
  ["resting-hours", { value: 1, unit: "h" }],
  ["type-1-error", { value: 0.05, unit: "1" }],
  ["response", { value: 10, unit: "{score}" }],
  ["salt", { value: "hydrochloride" }],
  ["overnight", { value: true }],
]);

describe("a text of a design", () => {
  test.each([
    ["shows a parameter's value with its unit", "Fasts for {fasting-hours}.", "Fasts for 10 hours."],
    ["shows one of a unit as one", "Rests for {resting-hours}.", "Rests for 1 hour."],
    ["shows a number without a unit as it is", "At {type-1-error}", "At 0.05"],
    ["leaves out a unit that is a word for people already", "By {response} points", "By 10 points"],
    ["shows words and answers", "{salt}: {overnight}", "hydrochloride: yes"],
    [
      "shows a brace that is written twice",
      "{{fasting-hours}, {{{fasting-hours}",
      "{fasting-hours}, {10 hours",
    ],
    ["keeps what names no parameter", "{nothing} { fasting-hours } {} {", "{nothing} { fasting-hours } {} {"],
    [
      "keeps what looks like a member of every object",
      "{constructor} {__proto__}",
      "{constructor} {__proto__}",
    ],
  ])("%s", (_, text, shown) => {
    expect(fillText(text, parameters)).toBe(shown);
  });

  test("names what stands in braces, a brace that nothing closes included", () => {
    expect(namesInText("{a} {{b} }{c d}{}")).toEqual(["a", "c d", ""]);
    expect(namesInText("Fasts for {fasting-hours")).toEqual(["fasting-hours"]);
  });
});

const pieces = fc.constantFrom("{", "}", "{{", "fasting-hours", "{response}", " ", "a", "$&", "\ud800");
const anyText = fc.oneof(
  fc.string(),
  fc.array(pieces).map((parts) => parts.join("")),
);

describe("of every text", () => {
  test("one without a brace is unchanged", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(!text.includes("{"));
        expect(fillText(text, parameters)).toBe(text);
        expect(literalText(text)).toBe(text);
      }),
    );
  });

  test("the literal form is shown as the text itself, and names nothing", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fillText(literalText(text), parameters)).toBe(text);
        expect(namesInText(literalText(text))).toEqual([]);
      }),
    );
  });

  test("what names nothing shows the same whatever the parameters are", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(namesInText(text).every((name) => !parameters.has(name)));
        expect(fillText(text, parameters)).toBe(fillText(text, new Map()));
      }),
    );
  });
});
