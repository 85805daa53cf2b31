import { describe, expect, test } from "vitest";
import { meadowAmendment, meadowStudy } from "../testing/meadow-study.ts";
import { meadow, north, staff } from "../testing/people.ts";
import { aParticipant, type Story } from "../testing/story.ts";

/** The amendment, in effect at the site and its parameters confirmed. */
function amended(story: Story, design: { readonly version: string }): Story {
  const dates = { committee: "Ethics committee", approvedOn: "2026-03-01", effectiveFrom: "2026-03-01" };
  return story
    .on("2026-03-01")
    .does("publish-design", { design, summary: "Amendment." })
    .does("confirm-parameters", { version: design.version, parameterIds: ["minimum-age"] }, { about: meadow })
    .does("approve-design-version", { version: design.version, ...dates }, { about: north })
    .does(
      "approve-consent-version",
      { documentId: "main-consent", version: "4", language: "en", ...dates },
      { about: north },
    );
}

describe("a participant who moves to another version", () => {
  test("has on record what that changed for them, in sentences", () => {
    const moved = amended(aParticipant().screened(), meadowAmendment).consented({ version: "4" });
    const [event] = moved.events("migrate-participant", { toVersion: "2.0" }, { by: staff.investigator });
    const changes = (event?.data as { readonly changes?: readonly string[] } | undefined)?.changes;
    expect(changes).toContain("Form agreement (Agreement) is removed.");
    expect(changes).toContain("Item demographics.lives-alone (Lives alone) is added.");
  });
});

describe("an eligibility that was confirmed", () => {
  const stricter = {
    ...meadowStudy,
    version: "2.0",
    consents: meadowAmendment.consents,
    eligibilityCriteria: meadowStudy.eligibilityCriteria?.map((criterion) =>
      criterion.id === "adult" ? { ...criterion, expression: "demographics.age >= 40" } : criterion,
    ),
  };

  test("does not count under another version of the protocol", () => {
    const confirmed = amended(aParticipant().screened(), stricter)
      .consented({ version: "4" })
      .confirmedEligible();
    const moved = confirmed.does("migrate-participant", { toVersion: "2.0" });
    const no = moved.refusal("enroll-participant");
    expect(no?.code).toBe("eligibility-outdated");
    expect(no?.message).toContain("the version of the protocol has changed");
  });

  test("is asked again on enrolling, for time alone can change what a criterion says", () => {
    const fresh = {
      ...stricter,
      eligibilityCriteria: [
        {
          id: "fresh",
          identifier: "I9",
          category: "inclusion" as const,
          text: "Consented within 30 days.",
          expression: "date-of('consent') >= today() - 30 days",
        },
      ],
    };
    const confirmed = amended(aParticipant(), fresh)
      .contacted()
      .consented({ version: "4" })
      .began("at-screening")
      .confirmedEligible();
    expect(confirmed.on("2026-03-30").refusal("enroll-participant")).toBeUndefined();
    expect(confirmed.on("2026-04-01").refusal("enroll-participant")?.code).toBe("not-eligible");
  });
});
