import { expect, test } from "vitest";
import { pageOf } from "../testing/seen.ts";
import { aParticipant } from "../testing/story.ts";

const late = aParticipant()
  .screened()
  .confirmedEligible()
  .enrolled()
  .on("2026-03-18")
  .began("at-preparation");

test("a visit out of its window stands among the deviations, found by the software, with the visit's name", () => {
  expect(pageOf(late).deviations).toMatchObject([
    {
      detectedBy: "software",
      importance: "not-assessed",
      closed: false,
      about: { visitId: "at-preparation", name: "Preparation" },
    },
  ]);
});
