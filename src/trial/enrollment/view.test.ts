import { describe, expect, test } from "vitest";
import { pageOf } from "../testing/seen.ts";
import { aParticipant, type Story } from "../testing/story.ts";

const confirmed = aParticipant().screened().confirmedEligible();
const weighedAgain = (story: Story) => story.corrected("at-screening/vitals/1", { weight: 71 });
const outdated = (story: Story) => pageOf(story).enrollment.confirmations.map(({ isOutdated }) => isOutdated);

describe("on a participant's page, a confirmation of eligibility", () => {
  test("names who confirmed it and under which version of the protocol", () => {
    expect(pageOf(confirmed).enrollment.confirmations).toMatchObject([
      { at: "enrollment", by: "Ines Investigator", designVersion: "1.0", isOutdated: false },
    ]);
  });

  test("is overtaken by new data before enrollment, and stands beside the next", () => {
    const overtaken = weighedAgain(confirmed);
    expect(outdated(overtaken)).toEqual([true]);
    expect(outdated(overtaken.confirmedEligible())).toEqual([true, false]);
  });

  test("holds after enrollment although new data come in, until one changes on which it rests", () => {
    const enrolled = confirmed.enrolled();
    expect(
      outdated(
        enrolled.does("record-held-visit", { visitId: "extra", encounterId: "extra", mode: "telephone" }),
      ),
    ).toEqual([false]);
    expect(outdated(weighedAgain(enrolled))).toEqual([true]);
  });
});

test("a screen failure is told by the criteria as the protocol numbers them", () => {
  const failed = aParticipant()
    .screened({ vitals: { weight: 45 } })
    .does("fail-screening", { criteria: ["heavy-enough"], why: { freeText: "Weighs 45 kg." } });
  expect(pageOf(failed).enrollment.screenFailure).toEqual({ criteria: ["E1"], why: "Weighs 45 kg." });
});
