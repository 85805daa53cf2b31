import { describe, expect, test } from "vitest";
import { type Edits, faultLines } from "../testing/edited-study.ts";
import { exampleStudy } from "../testing/example-study.ts";

const marking = {
  respondent: "therapist",
  guessItemId: "guess",
  arms: [
    { code: "drug", armId: "active" },
    { code: "none", armId: "placebo" },
  ],
  dontKnow: ["cannot-tell"],
  certainty: { itemId: "how-sure", strongly: ["very"] },
  reasonsItemId: "because",
};

const codes = (id: string, ...of: readonly string[]) => ({
  id,
  label: id,
  codes: of.map((code) => ({ code, label: code })),
});

const lists = [
  ...(exampleStudy.codeLists ?? []),
  codes("which-arm", "drug", "none", "cannot-tell"),
  codes("sure", "very", "little"),
];

/** The example study with a form on which both therapists guess, the marking changed. */
function guessing(changed: object = {}, more: Edits = {}): readonly string[] {
  const item = (id: string, type: string, codeListId: string) => ({ id, label: id, type, codeListId });
  return faultLines({
    codeLists: lists,
    "forms.therapy.repeating": true,
    "forms.therapy.potentiallyUnblinding": true,
    "forms.therapy.armGuess": { ...marking, ...changed },
    "forms.therapy.itemGroups.session.items": [
      item("guess", "code", "which-arm"),
      item("how-sure", "code", "sure"),
      item("because", "codes", "symptoms"),
      { id: "minutes", label: "Length", type: "integer", unit: "min" },
    ],
    ...more,
  }).filter((line) => line.includes("armGuess") || line.includes("closedReports"));
}

describe("a form that asks for the arm", () => {
  test("is sound where every answer is read in one way", () => {
    expect(guessing({})).toEqual([]);
  });

  test("is answered by whose guess it is, twice where therapists answer, and warned of where it is open", () => {
    const open = {
      "forms.therapy.completedBy": "site",
      "forms.therapy.repeating": false,
      "forms.therapy.potentiallyUnblinding": false,
    };
    expect(guessing({}, open).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "error guess-of-another",
      "error guess-of-one-therapist",
      "warning guess-open",
    ]);
  });

  test.each([
    [{ guessItemId: "minutes" }, "error guess-not-coded"],
    [{ guessItemId: "none" }, "error unresolved-id"],
    [{ dontKnow: ["drug"] }, "error guess-unreadable"],
    [{ dontKnow: ["unknown"] }, "error unresolved-id"],
    [{ arms: [{ code: "drug", armId: "active" }] }, "error guess-unreadable"],
    [
      {
        arms: [
          { code: "drug", armId: "active" },
          { code: "none", armId: "active" },
        ],
      },
      "error guess-without-arm",
    ],
    [{ certainty: { itemId: "minutes", strongly: ["very"] } }, "error guess-not-coded"],
    [{ certainty: { itemId: "how-sure", strongly: ["extremely"] } }, "error unresolved-id"],
    [{ reasonsItemId: "nothing" }, "error unresolved-id"],
  ])("%j is a fault", (changed, fault) => {
    expect(guessing(changed)[0]).toContain(fault);
  });
});

describe("closed reports", () => {
  test("name forms, numbers and codes that the design has", () => {
    const reports = (content: object) => guessing({}, { closedReports: content });
    expect(
      reports({ outcomes: [{ id: "m", name: "Length", formId: "therapy", valueId: "minutes" }] }),
    ).toEqual([]);
    expect(reports({ outcomes: [{ id: "m", name: "Length", formId: "therapy", valueId: "guess" }] })).toEqual(
      ["error report-not-a-number closedReports.outcomes.0.valueId"],
    );
    expect(reports({ expectancy: { formId: "none", itemIds: ["guess"] } })).toEqual([
      "error unresolved-id closedReports.expectancy.formId",
    ]);
    expect(reports({ adverseEvents: { formId: "therapy", itemIds: ["minutes", "guess"] } })).toEqual([
      "error report-not-coded closedReports.adverseEvents.itemIds",
    ]);
  });
});
