import { expect, test } from "vitest";
import { editedStudy } from "../testing/edited-study.ts";
import { exampleDesign } from "../testing/example-study.ts";
import { mapTexts, textsOf, withFilledTexts } from "./design-texts.ts";

const item = "forms.vitals.itemGroups.body.items.weight";
const check = { id: "heavy", assert: "weight < 300", message: "Heavier than {washout}?", severity: "query" };

test("texts stand in lists, in what is optional, and in each kind of instance", () => {
  const paths = textsOf(exampleDesign()).map(({ path }) => path);
  const expected = [
    "title",
    "objectives.0.endpoints.0.text",
    "forms.1.itemGroups.0.items.0.label",
    "codeLists.0.codes.1.label",
    "eligibilityCriteria.0.text",
    "parameters.0.source",
    "consents.0.versions.0.summary",
  ];
  expect(paths).toEqual(expect.arrayContaining(expected));
  expect(paths.filter((path) => /\.(id|expression|assert|unit|type|value|version)$/.test(path))).toEqual([]);
});

test("a decision's conditions are texts, and the expressions beside them are none", () => {
  const conditions = [{ condition: "Has {washout} passed?", when: "true", next: "exit" as const }];
  const decision = { id: "way", type: "decision" as const, name: "Way", conditions };
  const timeline = { id: "t", name: "T", mainTimeline: false, entryCondition: "", entryId: "way" };
  const texts = textsOf({ scheduleTimelines: [{ ...timeline, instances: [decision] }] });
  expect(texts.map(({ path }) => path.replace("scheduleTimelines.0.", ""))).toEqual([
    "name",
    "entryCondition",
    "instances.0.name",
    "instances.0.conditions.0.condition",
  ]);
});

test("mapping texts to themselves gives the design back", () => {
  const design = exampleDesign();
  expect(mapTexts(design, (text) => text)).toEqual(design);
});

test("help, labels, messages and criteria show the number; a parameter's own texts may name another", () => {
  const filled = withFilledTexts(
    editedStudy({
      [`${item}.help`]: "After {washout}.",
      [`${item}.checks`]: [check],
      "eligibilityCriteria.adult.text": "At least {minimum-age} of age",
      "parameters.washout.source": "Longer than {between-doses}",
    }),
  );
  const weight = filled.forms
    .find(({ id }) => id === "vitals")
    ?.itemGroups.flatMap(({ items }) => items)
    .find(({ id }) => id === "weight");
  expect(weight?.help).toBe("After 35 days.");
  expect(weight?.checks[0]).toEqual({ ...check, message: "Heavier than 35 days?" });
  expect(filled.eligibilityCriteria[0]?.text).toBe("At least 18 years of age");
  expect(filled.parameters.find(({ id }) => id === "washout")?.source).toBe("Longer than 21 days");
});
