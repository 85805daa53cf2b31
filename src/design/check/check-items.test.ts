import { describe, expect, test } from "vitest";
import { type Edits, faultLines } from "../testing/edited-study.ts";

const body = "forms.vitals.itemGroups.body.items";
const person = "forms.demographics.itemGroups.person.items";

describe("an item has a fault", () => {
  test.each<[string, Edits, string]>([
    [
      "as a code item without a code list",
      { [`${person}.sex.codeListId`]: undefined },
      "error code-incomplete forms.0.itemGroups.0.items.1",
    ],
    [
      "as a computed item without an expression",
      { [`${body}.obese.computedBy`]: undefined },
      "error computed-incomplete forms.1.itemGroups.0.items.3",
    ],
    [
      "with a range that begins after its end",
      { [`${body}.height.range.minimum`]: 3 },
      "error range-reversed forms.1.itemGroups.0.items.1.range",
    ],
    [
      "with a range reversed by a parameter",
      {
        [`${body}.weight.range.minimum`]: { parameter: "highest-systolic" },
        [`${body}.weight.range.maximum`]: 100,
      },
      "error range-reversed forms.1.itemGroups.0.items.0.range",
    ],
    [
      "with an expected range beyond the limits",
      { [`${body}.weight.range.expected.minimum`]: 10 },
      "warning range-idle forms.1.itemGroups.0.items.0.range.expected",
    ],
    [
      "with a setting that does nothing",
      { [`${person}.sex.decimals`]: 1 },
      "warning idle-setting forms.0.itemGroups.0.items.1.decimals",
    ],
    [
      "in a unit that is no UCUM code",
      { [`${body}.height.unit`]: "mm [Hg" },
      "warning unit-implausible forms.1.itemGroups.0.items.1.unit",
    ],
    [
      "with a limit in another unit",
      { [`${body}.height.range.maximum`]: { parameter: "washout" } },
      "error units-differ forms.1.itemGroups.0.items.1.range.maximum",
    ],
  ])("%s", (_, edits, expected) => {
    expect(faultLines(edits)).toContain(expected);
  });

  test("in a group that needs more rows than it may have", () => {
    expect(faultLines({ "forms.vitals.itemGroups.readings.repeating.minimum": 4 })).toEqual([
      "error range-reversed forms.1.itemGroups.1.repeating",
    ]);
  });

  test("when there is none on a form", () => {
    expect(faultLines({ "forms.therapy.itemGroups": [] })).toContain("error empty-form forms.5");
  });
});

describe("a parameter", () => {
  const notBefore = "scheduleTimelines.main.instances.at-dosing-2.timing.notBefore.0.value.unit";
  const lost = { id: "lost", label: "Lost", value: 1, source: "x", confirmation: "published" };

  test("that holds text cannot stand for a number", () => {
    expect(faultLines({ "parameters.supplemental-share.value": "half" })).toContain(
      "error parameter-type doseRegimens.0.supplementalFraction",
    );
  });

  test("in days is not counted in weeks", () => {
    expect(faultLines({ [notBefore]: "weeks" })).toContain(
      "error units-differ scheduleTimelines.0.instances.4.timing.notBefore.0.value",
    );
  });

  test("that nothing uses is doubtful, unless a text names it", () => {
    expect(faultLines({ "parameters.+": lost })).toEqual(["warning unused-parameter parameters.6"]);
    expect(faultLines({ "parameters.+": lost, rationale: "see {lost}" })).toEqual([]);
  });
});
