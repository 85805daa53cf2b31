import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test("keys are sorted by UTF-16 code units and white space is left out (RFC 8785 §3.2.3)", () => {
  const example = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "1": "One",
    "\u0080": "Control",
    "\ud83d\ude02": "Smiley",
  };
  expect(canonicalJson(example)).toBe(
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u20ac":"Euro Sign","\ud83d\ude02":"Smiley"}',
  );
});

test("numbers are written as ECMAScript writes them (RFC 8785 appendix B)", () => {
  const numbers = [
    0, -0, 5e-324, 1.7976931348623157e308, 9007199254740992, 295147905179352830000, 333333333.3333333,
  ];
  expect(numbers.map((number) => canonicalJson(number))).toEqual([
    "0",
    "0",
    "5e-324",
    "1.7976931348623157e+308",
    "9007199254740992",
    "295147905179352830000",
    "333333333.3333333",
  ]);
});

test("what JSON cannot hold is refused", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, "\ud800", () => 1, undefined]) {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  }
});

test("the canonical text reads back to the same value and the same text, whatever the key order", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
