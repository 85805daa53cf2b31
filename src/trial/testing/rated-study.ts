import type { StudyDesignInput } from "#design";
import { meadowStudy } from "./meadow-study.ts";
import { staff } from "./people.ts";
import { aTrial, type Story } from "./story.ts";

const of = (id: string, label: string, value: number, unit: string) => ({
  id,
  label,
  value,
  unit,
  source: "Meadow protocol",
  confirmation: "published" as const,
});

/** The meadow study with rules for its raters: a certificate, rotation, whereabouts, second ratings. */
export const ratedStudy: StudyDesignInput = {
  ...meadowStudy,
  parameters: [
    ...(meadowStudy.parameters ?? []),
    of("notice", "Notice of certificates", 60, "d"),
    of("valid-for", "Whereabouts hold for", 12, "h"),
    of("view", "Emergency view", 60, "min"),
    of("share", "Share of second ratings", 0.5, "1"),
    of("discuss", "Difference to discuss", 3, "{score}"),
  ],
  independentRating: {
    certificates: [{ formId: "interview", kind: "certificate", name: "Interviewer" }],
    primaryEndpointEncounterId: "baseline",
    certificateNotice: { parameter: "notice" },
    whereabouts: { validFor: { parameter: "valid-for" }, emergencyView: { parameter: "view" } },
    secondRating: {
      formId: "interview",
      score: "severity",
      share: { parameter: "share" },
      discussFrom: { parameter: "discuss" },
    },
  },
};

/** Both raters hold the certificate for the year. */
export function ratedTrial(design: StudyDesignInput = ratedStudy): Story {
  const certificate = {
    kind: "certificate",
    name: "Interviewer",
    issuer: "School",
    validFrom: "2026-01-01",
    validUntil: "2026-12-31",
  };
  return [staff.firstRater, staff.secondRater].reduce(
    (story, { user }) => story.does("record-credential", certificate, { about: user, by: "administrator" }),
    aTrial(design),
  );
}

/** Somebody who waits for the baseline interview by video. */
export function waitingForInterview(story: Story = ratedTrial()): Story {
  const plan = { instanceId: "at-baseline", plannedFor: "2026-03-09T15:00:00.000Z", mode: "remote-video" };
  return story
    .another(1)
    .on("2026-02-02")
    .screened()
    .confirmedEligible()
    .enrolled()
    .on("2026-03-09T13:00:00.000Z")
    .does("schedule-visit", plan);
}

export const interviewRequest = {
  formKey: "at-baseline/interview/1",
  startsAt: "2026-03-09T15:00:00.000Z",
  language: "en",
  indexTrauma: { freeText: "An accident at work." },
};
