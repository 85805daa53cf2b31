import { describe, expect, test } from "vitest";
import { compareDesigns, type DesignComparison } from "./compare.ts";
import { type Edits, editedStudy } from "./testing/edited-study.ts";
import { exampleDesign } from "./testing/example-study.ts";

function compare(edits: Edits): DesignComparison {
  return compareDesigns(exampleDesign(), editedStudy(edits));
}

function sentences(edits: Edits): readonly string[] {
  return compare(edits).changes.map(({ sentence }) => sentence);
}

function hazards(edits: Edits): readonly string[] {
  return compare(edits).changes.flatMap((change) => change.hazards);
}

const body = "forms.vitals.itemGroups.body.items";

test("a design does not differ from itself, nor by its version alone", () => {
  const nothing = {
    changes: [],
    affected: { instances: [], forms: [], items: [], criteria: [] },
    migrationSafe: true,
  };
  expect(compare({})).toEqual(nothing);
  expect(compare({ version: "2.0", versionDate: "2027-01-01" })).toEqual(nothing);
});

test("a parameter's new value changes each text that names it, as people read it", () => {
  const help = (words: string): Edits => ({ [`${body}.weight.help`]: words });
  const before = editedStudy(help("After {washout}."));
  const after = editedStudy({ ...help("After {washout}."), "parameters.washout.value": 42 });
  expect(compareDesigns(before, after).changes.map(({ sentence }) => sentence)).toEqual([
    "Parameter washout (Washout of psychiatric drugs): value changes from 35 to 42.",
    "Item vitals.weight (Weight): help changes from “After 35 days.” to “After 42 days.”.",
  ]);
  expect(compareDesigns(before, editedStudy(help("After 35 days."))).changes).toEqual([]);
});

describe("changes are told in plain words", () => {
  test.each<[string, Edits, readonly string[]]>([
    [
      "a field",
      { "parameters.minimum-severity.value": 35 },
      ["Parameter minimum-severity (Minimum entry score): value changes from 28 to 35."],
    ],
    [
      "several fields",
      { [`${body}.weight.unit`]: "g", [`${body}.weight.range.maximum`]: 300 },
      ["Item vitals.weight (Weight): unit changes from “kg” to “g”; range.maximum changes from 400 to 300."],
    ],
    [
      "a field that was not there",
      { "encounters.dosing-1.description": "Overnight" },
      ["Encounter dosing-1 (Dosing session 1): description is set to “Overnight”."],
    ],
    [
      "a field that is gone",
      { [`${body}.weight.unit`]: undefined },
      ["Item vitals.weight (Weight): unit “kg” is removed."],
    ],
    [
      "something added",
      { "arms.+": { id: "low", name: "Low dose", type: "active-comparator" } },
      ["Arm low (Low dose) is added."],
    ],
    [
      "something removed",
      { "eligibilityCriteria.hypertension": undefined },
      ["Criterion hypertension is removed."],
    ],
    [
      "a code",
      { "codeLists.sex.codes.+": { code: "other", label: "Other" } },
      ["Code list sex (Sex): codes.other is set to “Other”."],
    ],
    [
      "a version of a consent",
      {
        "consents.main-consent.versions.+": {
          version: "3.0",
          date: "2026-11-21",
          change: "major",
          summary: "Tells of low sodium.",
          languages: ["en"],
        },
      },
      ["Consent main-consent (Consent to take part): versions.3.0 is set to “Tells of low sodium.” (major)."],
    ],
    [
      "the way through the schedule",
      { "scheduleTimelines.main.instances.at-dosing-1.next": "at-dosing-2" },
      ["Instance at-dosing-1: next changes from “at-integration-1” to “at-dosing-2”."],
    ],
  ])("%s", (_, edits, expected) => {
    expect(sentences(edits)).toEqual(expected);
  });

  test("an item that moves to another group of its form is the same item", () => {
    const weight = exampleDesign().forms[1]?.itemGroups[0]?.items[0];
    const moved = compare({
      [`${body}.weight`]: undefined,
      "forms.vitals.itemGroups.readings.items.+": weight,
    });
    expect(moved.changes).toMatchObject([
      {
        kind: "item",
        id: "vitals.weight",
        change: "changed",
        fields: [{ field: "groupId" }, { field: "inRows" }],
      },
    ]);
    expect(moved.migrationSafe).toBe(false);
  });
});

describe("what is affected", () => {
  test("by a parameter: the criteria and instances that use it", () => {
    expect(compare({ "parameters.minimum-severity.value": 35 }).affected.criteria).toEqual(["severe"]);
    expect(compare({ "parameters.between-doses.value": 28 }).affected.instances).toEqual(["at-dosing-2"]);
  });

  test("by an item: what is computed from it, its form, the visits that ask for it, the criteria that read it", () => {
    const { affected } = compare({ [`${body}.height.unit`]: "cm" });
    expect(affected).toEqual({
      instances: ["at-screening", "at-dosing-1", "at-dosing-2"],
      forms: ["vitals"],
      items: ["vitals.height", "vitals.bmi", "vitals.obese", "vitals.remark", "vitals.arm-circumference"],
      criteria: [],
    });
    expect(
      compare({ "forms.vitals.itemGroups.readings.items.systolic.unit": "kPa" }).affected.criteria,
    ).toEqual(["hypertension"]);
  });

  test("by a code list: the items that use it", () => {
    expect(compare({ "codeLists.drug-class.codes.1": undefined }).affected).toMatchObject({
      items: ["medication.class"],
      criteria: ["maoi"],
    });
  });

  test("by an instrument: the criteria that read its scores", () => {
    expect(compare({ "forms.caps-5.instrument": undefined }).affected).toMatchObject({
      forms: ["caps-5"],
      criteria: ["severe"],
      instances: ["at-baseline", "at-endpoint"],
    });
  });

  test("by the timeline of a session: the visits that open it", () => {
    const edits = { "scheduleTimelines.session.instances.after-60.timing.value": "PT45M" };
    expect(compare(edits).affected.instances).toEqual(["at-dosing-1", "at-dosing-2", "after-60"]);
  });
});

test("items of the same name on two forms are told apart", () => {
  const rule = {
    id: "class",
    label: "Class",
    type: "computed",
    computedBy: "any(medication, class = 'maoi')",
  };
  const before = editedStudy({ "forms.therapy.itemGroups.session.items.+": rule });
  const after = editedStudy({
    "forms.therapy.itemGroups.session.items.+": rule,
    "forms.therapy.label": "Therapy",
  });
  expect(compareDesigns(before, after).affected.items).toEqual([]);
  const drug = editedStudy({
    "forms.therapy.itemGroups.session.items.+": rule,
    "forms.medication.itemGroups.drug.items.class.label": "Kind",
  });
  expect(compareDesigns(before, drug).affected.items).toEqual(["medication.class", "therapy.class"]);
});

describe("a migration is not safe when", () => {
  test.each<[string, Edits, string]>([
    [
      "an item is removed",
      { "forms.demographics.itemGroups.person.items.age": undefined },
      "values already entered have no place in the new version",
    ],
    [
      "an item must be answered that was not there",
      { "forms.therapy.itemGroups.session.items.+": { id: "mood", label: "Mood", type: "integer" } },
      "forms already submitted lack this answer",
    ],
    [
      "the type of an item changes",
      { [`${body}.weight.type`]: "text" },
      "values of type decimal are none of type text",
    ],
    ["its unit changes", { [`${body}.weight.unit`]: "g" }, "values already entered are in kg"],
    [
      "its range gets narrower",
      { [`${body}.weight.range.minimum`]: 30 },
      "values already entered may be out of range",
    ],
    [
      "it gets fewer decimals",
      { [`${body}.weight.decimals`]: 0 },
      "values already entered may exceed decimals",
    ],
    [
      "a reason is no longer allowed",
      { [`${body}.weight.nullFlavors`]: [] },
      "refused is no longer a reason to leave it out",
    ],
    [
      "its rule changes",
      { [`${body}.bmi.computedBy`]: "weight" },
      "values already stored were computed by the old rule",
    ],
    [
      "it becomes required",
      { [`${body}.symptoms.required`]: true },
      "forms already submitted may lack this answer",
    ],
    [
      "a code is removed",
      { "codeLists.drug-class.codes.1": undefined },
      "answers ssri are no longer in the list",
    ],
    [
      "the code list is another one with fewer codes",
      { "forms.medication.itemGroups.drug.items.class.codeListId": "sex" },
      "answers maoi, ssri, other are no longer in the list",
    ],
    [
      "a form is removed",
      { "forms.therapy": undefined },
      "forms already submitted have no place in the new version",
    ],
    [
      "a form takes another instrument",
      { "forms.caps-5.instrument": "caps-iv" },
      "answers already given are to caps-5, not to caps-iv",
    ],
    [
      "a log becomes a form of visits",
      { "forms.medication.log": false },
      "forms already submitted belong to visits, or to none, as the old version has it",
    ],
    [
      "a group no longer repeats",
      { "forms.vitals.itemGroups.readings.repeating": undefined },
      "rows already entered have no place in the new version",
    ],
    [
      "a visit is no longer planned",
      { "scheduleTimelines.main.instances.at-integration-1": undefined },
      "visits already made have no plan in the new version",
    ],
    ["an arm is removed", { "arms.placebo": undefined }, "participants may be in this arm"],
    [
      "the plan of randomization is drawn otherwise",
      { "randomization.method": "simple" },
      "the plan of randomization changes: whoever follows this version waits until the unblinded statistician opens it; those randomized before keep their place",
    ],
    [
      "a cap on enrollment changes",
      { "randomization.caps": [] },
      "caps count those who are randomized already, and may be reached at once",
    ],
    [
      "nobody is randomized any more",
      { randomization: undefined },
      "nobody can be randomized under the new version; who was keeps their number",
    ],
  ])("%s", (_, edits, hazard) => {
    expect(hazards(edits)).toContain(hazard);
  });

  test.each<[string, Edits]>([
    ["an integer becomes a decimal", { "forms.demographics.itemGroups.person.items.age.type": "decimal" }],
    ["a range gets wider", { [`${body}.weight.range.minimum`]: 10 }],
    ["a code is added", { "codeLists.sex.codes.+": { code: "other", label: "Other" } }],
    [
      "an optional item is added",
      {
        "forms.therapy.itemGroups.session.items.+": {
          id: "mood",
          label: "Mood",
          type: "integer",
          required: false,
        },
      },
    ],
    ["a label changes", { [`${body}.weight.label`]: "Body weight" }],
    ["a window changes", { "scheduleTimelines.main.instances.at-dosing-1.timing.value": "P7W" }],
  ])("but not when %s", (_, edits) => {
    expect(compare(edits)).toMatchObject({ migrationSafe: true });
    expect(compare(edits).changes).not.toEqual([]);
  });
});
