import { expect, test } from "vitest";
import { rowFunctions, valueFunctions } from "./expression.ts";
import { expressionFunctions } from "./functions.ts";

test("every function of the language is described, and nothing else", () => {
  const described = expressionFunctions.map(({ name }) => name).sort();
  expect(described).toEqual([...valueFunctions, ...rowFunctions, "date-of", "date-of-visit"].sort());
});
