import { expect, test } from "vitest";
import {
  erased,
  nothingTyped,
  type PadMeasure,
  type Typing,
  valuesIn,
  withDigit,
  withSame,
} from "./vitals-typing.ts";

const measures: readonly PadMeasure[] = [
  { id: "systolic", decimals: 0, minimum: 60, maximum: 260 },
  { id: "diastolic", decimals: 0, minimum: 30, maximum: 160 },
  { id: "heart-rate", decimals: 0, minimum: 30, maximum: 230 },
  { id: "temperature", decimals: 1, minimum: 34, maximum: 42 },
];

function type(text: string, from: Typing = nothingTyped): Typing {
  return [...text].reduce((typing, digit) => withDigit(typing, measures, digit), from);
}

test("four measures are typed one after another, without a point and without a tap between them", () => {
  expect(valuesIn(type("1288276372"), measures)).toEqual({
    systolic: 128,
    diastolic: 82,
    "heart-rate": 76,
    temperature: 37.2,
  });
});

test("a diastolic and a heart rate of three digits are waited for", () => {
  expect(valuesIn(type("172112134391"), measures)).toEqual({
    systolic: 172,
    diastolic: 112,
    "heart-rate": 134,
    temperature: 39.1,
  });
});

test("what cannot be stays where it is, and is not among the values", () => {
  const typing = type("27");
  expect(typing.at).toBe(0);
  expect(valuesIn(typing, measures)).toEqual({});
});

test("a value is taken over from before only by a tap", () => {
  const typing = withSame(type("128"), measures, 84);
  expect(typing.at).toBe(2);
  expect(valuesIn(typing, measures)).toEqual({ systolic: 128, diastolic: 84 });
  expect(valuesIn(withSame({ ...typing, at: 3 }, measures, 36.8), measures)["temperature"]).toBe(36.8);
});

test("erasing takes the last digit away, and then goes back to the measure before", () => {
  const typing = erased(type("1288"), measures);
  expect(typing).toMatchObject({ at: 1, digits: { systolic: "128", diastolic: "" } });
  expect(erased(typing, measures).at).toBe(0);
});
