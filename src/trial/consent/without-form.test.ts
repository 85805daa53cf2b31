import { describe, expect, test } from "vitest";
import type { StudyDesignInput } from "#design";
import { meadowStudy } from "../testing/meadow-study.ts";
import { north } from "../testing/people.ts";
import { anEmptyStudy, aParticipant, aSignature, type Story } from "../testing/story.ts";

const consents = meadowStudy.consents ?? [];
const forRetreatment = consents.filter(({ id }) => id === "retreatment-consent");

const approval = { committee: "Ethics committee", approvedOn: "2026-01-05", effectiveFrom: "2026-01-05" };

function putIntoEffect(story: Story, design: StudyDesignInput): Story {
  return story
    .does("publish-design", { design, summary: "Without a consent form." })
    .does("approve-design-version", { version: design.version, ...approval }, { about: north });
}

const called = putIntoEffect(anEmptyStudy(), { ...meadowStudy, consents: [] }).contacted();
const visit = { visitId: "at-screening", mode: "in-person" };

describe("under a protocol without a consent form", () => {
  test("somebody can be talked to, and a visit arranged", () => {
    const arranged = { instanceId: "at-screening", plannedFor: "2026-02-10T14:00:00Z", mode: "in-person" };
    expect(called.refusal("schedule-visit", arranged)).toBeUndefined();
  });

  test("no visit begins, and who tries is told what is missing and what to do", () => {
    expect(called.refusal("start-visit", visit)).toMatchObject({
      code: "consent-form-missing",
      message:
        "Cannot begin Screening: the protocol has no consent form, so nobody can have agreed to it. Publish a version with one under “consents”, and have it approved and signed first.",
      cites: "ICH E6(R3) 2.8.1, 2.8.2",
    });
  });

  test("a visit that took place is recorded, with the deviation that it is", () => {
    const deviations = Object.values(called.does("record-held-visit", visit).state.deviations);
    expect(deviations.map(({ category, rule }) => [category, rule])).toEqual([
      ["consent", "consent-form-missing"],
    ]);
  });

  test("nobody is enrolled", () => {
    expect(called.refusal("enroll-participant")?.code).toBe("consent-form-missing");
  });

  test("a form for a single visit is not signed in the place of one for taking part", () => {
    const study = putIntoEffect(anEmptyStudy(), { ...meadowStudy, consents: forRetreatment });
    const retreatment = { documentId: "retreatment-consent", scopes: ["drug", "therapy"] };
    const sign = { ...aSignature, ...retreatment, signedOn: "2026-02-02" };
    const no = study.on("2026-02-02").contacted().refusal("sign-consent", sign);
    expect(no?.code).toBe("consent-form-missing");
  });

  test("nobody who has consented to an earlier version is moved to it", () => {
    const screened = aParticipant().screened();
    const story = putIntoEffect(screened, { ...meadowStudy, version: "2.0", consents: [] });
    expect(story.refusal("migrate-participant", { toVersion: "2.0" })?.code).toBe("consent-form-missing");
  });
});
