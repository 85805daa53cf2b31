import { describe, expect, test } from "vitest";
import { type Edits, faultLines, faultsAfter } from "../testing/edited-study.ts";

const rater = "blinding.rules.0.blindedTo";

describe("blinding and access contradict themselves with", () => {
  test.each<[string, Edits, string]>([
    [
      "a rater who knows the visit",
      { [rater]: ["arm", "potentially-unblinding"] },
      "warning rater-not-blinded blinding.rules",
    ],
    [
      "a rater who knows the arm",
      { [rater]: ["visit-number", "potentially-unblinding"] },
      "warning rater-not-blinded blinding.rules",
    ],
    [
      "a rater without a rule, who is blinded to the arm alone",
      { "blinding.rules": [] },
      "warning rater-not-blinded blinding.rules",
    ],
    [
      "two rules for one role",
      { "blinding.rules.+": { role: "independent-rater", blindedTo: ["arm"] } },
      "error duplicate-id blinding.rules.1",
    ],
    [
      "an unblinded role that is blinded",
      { "blinding.rules.+": { role: "unblinded-pharmacist", blindedTo: ["arm"] } },
      "error blinding-contradictory blinding.rules.1",
    ],
    [
      "a rater who completes what could tell the arm",
      { "forms.caps-5.potentiallyUnblinding": true },
      "warning rater-sees-unblinding forms.2",
    ],
    [
      "an item of a rater's form that could tell the arm",
      { "forms.caps-5.itemGroups.interview.items.interviewed-on.potentiallyUnblinding": true },
      "warning rater-sees-unblinding forms.2",
    ],
    [
      "a rater who sees what could tell the arm",
      { [rater]: ["arm", "visit-number"], "forms.session-vitals.hiddenFrom": [] },
      "warning rater-sees-unblinding forms.4",
    ],
    [
      "a form that nobody may complete",
      { "forms.caps-5.hiddenFrom": ["independent-rater"] },
      "error nobody-completes forms.2",
    ],
    [
      "a signer who may not see the form",
      { "forms.demographics.signedBy": [{ role: "independent-rater", meaning: "x" }] },
      "error signer-blind forms.0.signedBy.0",
    ],
    [
      "a participant who is to sign electronically",
      {
        "forms.demographics.signedBy": [
          { role: "investigator", meaning: "x" },
          { role: "participant", meaning: "I agree" },
        ],
      },
      "error participant-signs forms.0.signedBy.1",
    ],
  ])("%s", (_, edits, expected) => {
    expect(faultLines(edits)).toContain(expected);
  });

  test("and in an open-label trial nobody must be blinded", () => {
    expect(faultLines({ "blinding.schema": "open-label", "blinding.rules": [] })).toEqual([]);
  });
});

test("a rater without a rule is blinded to the arm, as everybody is, and to nothing else", () => {
  expect(faultLines({ "blinding.rules": [] })).toEqual(["warning rater-not-blinded blinding.rules"]);
  const both = { [rater]: ["potentially-unblinding"] };
  expect(faultLines(both)).toHaveLength(2);
});

test("a participant's signature is refused with its reason, and with what to do instead", () => {
  const signedBy = [{ role: "participant", meaning: "I agree" }];
  const [fault] = faultsAfter({ "forms.demographics.signedBy": signedBy });
  expect(fault?.message).toContain("handwritten signature");
  expect(fault?.message).toContain("October 2024, Q25");
  expect(fault?.remedy).toContain("items of the form");
});

describe("an answer that could tell the arm is told by another item that", () => {
  const items = "forms.demographics.itemGroups.person.items";
  const fault = (at: number) => `error unblinding-by-another-item forms.0.itemGroups.0.items.${at}`;
  const asked = { id: "faint", label: "Felt faint", type: "boolean" };
  const computed = { id: "fast", label: "Fast", type: "computed", computedBy: "session-vitals.pulse > 100" };
  const check = { id: "c", assert: "session-vitals.pulse < 100", message: "So fast?", severity: "query" };

  test.each<[string, Edits, string]>([
    ["is computed from it", { [`${items}.+`]: computed }, fault(5)],
    [
      "is shown because of it",
      { [`${items}.+`]: { ...asked, visibleWhen: "session-vitals.pulse > 100" } },
      fault(5),
    ],
    ["is checked by it", { [`${items}.age.checks`]: [check] }, fault(0)],
    [
      "stands on the same form",
      {
        [`${items}.age.potentiallyUnblinding`]: true,
        [`${items}.+`]: { ...computed, computedBy: "age > 40" },
      },
      fault(5),
    ],
  ])("%s", (_, edits, expected) => {
    expect(faultLines(edits)).toContain(expected);
  });

  test("unless that one is kept too, or nobody is blinded to it", () => {
    const kept = { [`${items}.+`]: { ...computed, potentiallyUnblinding: true } };
    expect(faultLines(kept).join()).not.toContain("unblinding-by-another-item");
    const open = { [`${items}.+`]: computed, [rater]: ["arm", "visit-number"] };
    expect(faultLines(open).join()).not.toContain("unblinding-by-another-item");
  });
});

describe("structure", () => {
  test("an arm takes part in an epoch", () => {
    const cells = ["screening", "treatment", "follow-up"].map((epochId) => ({ armId: "active", epochId }));
    expect(faultLines({ cells })).toContain("error arm-without-cells arms.1");
  });

  test("an epoch that one arm skips is doubtful", () => {
    expect(faultLines({ "cells.5": undefined })).toEqual(["warning cell-missing epochs.2"]);
  });

  test("a criterion is answered by one rule or by one person", () => {
    expect(faultLines({ "eligibilityCriteria.swallows.answeredBy": undefined })).toEqual([
      "warning criterion-unanswered eligibilityCriteria.2",
    ]);
    expect(faultLines({ "eligibilityCriteria.adult.answeredBy": "demographics.can-swallow" })).toEqual([
      "warning idle-setting eligibilityCriteria.0.answeredBy",
    ]);
  });
});
