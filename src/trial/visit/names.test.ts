import { expect, test } from "vitest";
import type { StudyDesignInput } from "#design";
import { meadowStudy } from "../testing/meadow-study.ts";
import { north } from "../testing/people.ts";
import { pageOf } from "../testing/seen.ts";
import { aTrial } from "../testing/story.ts";

/** As USDM has it: a visit's name is a key, and its label what people call it. */
const labelled: StudyDesignInput = {
  ...meadowStudy,
  version: "2.0",
  epochs: meadowStudy.epochs?.map((epoch) => ({ ...epoch, name: epoch.id, label: `${epoch.name} phase` })),
  encounters: meadowStudy.encounters?.map((encounter, index) => ({
    ...encounter,
    name: `E${index}`,
    label: `Visit ${encounter.name}`,
  })),
};

const approval = { committee: "Ethics committee", approvedOn: "2026-01-05", effectiveFrom: "2026-01-06" };
const called = aTrial()
  .does("publish-design", { design: labelled, summary: "With labels." })
  .does("approve-design-version", { version: "2.0", ...approval }, { about: north })
  .on("2026-02-02")
  .contacted();

test("a visit is called by its label wherever people read of it", () => {
  const page = pageOf(called).visits.find(({ visitId }) => visitId === "at-preparation");
  expect(page).toMatchObject({
    name: "Visit Preparation",
    epoch: "Treatment phase",
    waits: "Waits for Visit Screening.",
  });
  const begin = called.refusal("start-visit", { visitId: "at-screening", mode: "in-person" });
  expect(begin?.message).toMatch(/^Cannot begin Visit Screening:/);
  const held = called.does("record-held-visit", { visitId: "at-screening", mode: "telephone" });
  expect(Object.values(held.state.deviations).map(({ description }) => description)).toEqual([
    { freeText: "Visit Screening was held telephone; the protocol has it in-person." },
    { freeText: expect.stringMatching(/^Cannot hold Visit Screening: /) },
  ]);
});
