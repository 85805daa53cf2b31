import { expect, test } from "vitest";
import type { StudyDesignInput } from "#design";
import { meadowStudy } from "../testing/meadow-study.ts";
import { north } from "../testing/people.ts";
import { pageOf } from "../testing/seen.ts";
import { aTrial } from "../testing/story.ts";

const secondPoint = {
  id: "at-home",
  type: "activity" as const,
  label: "At home",
  encounterId: "screening",
  activityIds: ["ask"],
  timing: {
    ...{ id: "timing-home", type: "after" as const, value: "P7D" },
    relativeTo: { instanceId: "at-screening" },
  },
};

/** The screening encounter goes on by telephone a week later, as visits of USDM do: one encounter, two points, other activities. */
const shared: StudyDesignInput = {
  ...meadowStudy,
  version: "2.0",
  scheduleTimelines: meadowStudy.scheduleTimelines?.map((timeline) => ({
    ...timeline,
    instances: timeline.instances.flatMap((instance) =>
      instance.id === "at-screening" ? [instance, secondPoint] : [instance],
    ),
  })),
};

const approval = { committee: "Ethics committee", approvedOn: "2026-01-05", effectiveFrom: "2026-01-06" };
const consented = aTrial()
  .does("publish-design", { design: shared, summary: "A second point." })
  .does("approve-design-version", { version: "2.0", ...approval }, { about: north })
  .on("2026-02-02")
  .contacted()
  .consented();

test("an encounter that stands at two points asks at each for the forms of that point alone", () => {
  const formsAt = (visitId: string) =>
    pageOf(consented)
      .visits.find((visit) => visit.visitId === visitId)
      ?.forms.map(({ formId }) => formId);
  expect(formsAt("at-screening")).toEqual(["demographics", "vitals", "phq9", "agreement"]);
  expect(formsAt("at-home")).toEqual(["phq9"]);
});

test("the second of them is complete without the forms of the first, and takes none of them", () => {
  const home = consented.began("at-home");
  const vitals = { formKey: "at-home/vitals/1", entries: [{ path: "weight", value: 70 }] };
  expect(home.refusal("submit-form", vitals)?.code).toBe("form-not-planned");
  const notDone = home.does("mark-form-not-done", {
    formKey: "at-home/phq9/1",
    why: { freeText: "Did not answer the call." },
  });
  expect(home.refusal("complete-visit", { visitId: "at-home" })?.code).toBe("visit-incomplete");
  expect(notDone.refusal("complete-visit", { visitId: "at-home" })).toBeUndefined();
});
