import { expect, test } from "vitest";
import { comparedValues, formKeyOf } from "./compared-values.ts";

const draft = {
  data: { formKey: "at-intake/vitals/1", entries: [{ path: "weight", value: 71 }] },
};

test("a value that was entered on a form stands beside the one that is there now, with who wrote that", () => {
  const form = { items: [{ path: "weight", value: 70, changedBy: "Cora" }] } as never;
  expect(formKeyOf(draft)).toBe("at-intake/vitals/1");
  expect(comparedValues(draft, form)).toEqual([
    { name: "weight", yours: "71", theirs: "70", changedBy: "Cora" },
  ]);
});

test("any other command shows what it says, value by value", () => {
  const command = { data: { category: "other", description: { freeText: "late" } } };
  expect(formKeyOf(command)).toBeUndefined();
  expect(comparedValues(command, undefined)).toEqual([
    { name: "category", yours: "other" },
    { name: "description", yours: "late" },
  ]);
});
