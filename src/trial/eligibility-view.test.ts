import { describe, expect, test } from "vitest";
import { type EligibilityView, viewEligibility } from "./eligibility-view.ts";
import { eligibilityOf } from "./enrollment/confirm-eligibility.ts";
import type { StaffName } from "./testing/people.ts";
import { seenBy } from "./testing/seen.ts";
import { aParticipant, type Story } from "./testing/story.ts";

type Asked = { readonly by?: StaffName; readonly at?: "enrollment" | "randomization" };

function eligibilitySeen(
  story: Story,
  { by = "investigator", at = "enrollment" }: Asked = {},
): EligibilityView {
  const around = seenBy(by, story);
  const { now } = story.trial;
  const assessment = eligibilityOf({ participant: story.state, ...around }, at, {
    now,
    occurredAt: now,
    zone: around.site.zone,
  });
  if (!assessment) throw new Error("The story has no protocol.");
  return viewEligibility(story.state, assessment, around);
}

const criterion = (view: EligibilityView, id: string) =>
  view.criteria.find(({ criterionId }) => criterionId === id);

const consented = aParticipant().contacted().consented();
const screened = aParticipant().screened();

describe("eligibility, criterion by criterion,", () => {
  test("shows the rule in words, the data behind it and where they were entered", () => {
    const view = eligibilitySeen(screened);
    expect(view).toMatchObject({ eligible: true, on: "2026-02-02", number: "01-0001", designVersion: "1.0" });
    expect(criterion(view, "heavy-enough")).toMatchObject({ identifier: "E1", verdict: "satisfied" });
    expect(criterion(view, "heavy-enough")?.rule).not.toBe("");
    expect(criterion(view, "heavy-enough")?.evidence).toMatchObject([
      {
        value: "70 kg",
        isMissing: false,
        formKey: "at-screening/vitals/1",
        formLabel: "Vital signs",
        date: "2026-02-02",
      },
    ]);
  });

  test("leads to the form on which a missing answer would be entered", () => {
    const view = eligibilitySeen(consented);
    expect(view.eligible).toBe("unknown");
    expect(criterion(view, "adult")).toMatchObject({
      verdict: "unknown",
      evidence: [{ isMissing: true, formKey: "at-screening/demographics/1", date: null }, {}],
    });
  });

  test("shows data to nobody from whom they are kept, but the verdict to all", () => {
    const rated = screened.confirmedEligible().enrolled();
    const asked = { at: "randomization" } as const;
    const [seen, kept] = [
      criterion(eligibilitySeen(rated, asked), "severe"),
      criterion(eligibilitySeen(rated, { ...asked, by: "therapist" }), "severe"),
    ];
    expect(kept?.verdict).toBe(seen?.verdict);
    expect(kept?.evidence.map(({ value }) => value)[0]).toBeNull();
  });

  test("names what a confirmation would be signed on, and which ones no longer hold", () => {
    const confirmed = screened.confirmedEligible();
    const before = eligibilitySeen(confirmed);
    expect(before).toMatchObject({ isOutdated: false, confirmations: [{ by: "Ines Investigator" }] });
    const after = eligibilitySeen(confirmed.corrected("at-screening/vitals/1", { weight: 71 }));
    expect(after).toMatchObject({ isOutdated: true, confirmations: [{ isOutdated: true }] });
    expect(after.contentHash).not.toBe(before.contentHash);
  });
});
