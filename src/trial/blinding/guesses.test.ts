import { describe, expect, test } from "vitest";
import type { ZoneId } from "#kernel";
import { compile } from "../testing/meadow-study.ts";
import { staff } from "../testing/people.ts";
import { aParticipant, type Story } from "../testing/story.ts";
import { isAfterUnblinding } from "./after-unblinding.ts";
import { guessesOutstanding } from "./guesses.ts";
import { refusePlannedUnblinding } from "./planned.ts";

const zone = "America/New_York" as ZoneId;

function outstanding({ trial, state }: Story) {
  const design = compile(trial.study.designs.at(-1)?.design);
  return guessesOutstanding({ design, designs: () => design, zone }, state);
}

const enrolled = aParticipant().screened().confirmedEligible().enrolled();
const guess = { by: "independent-rater", formId: "rater-guess", visitId: "at-baseline" };
/** Those that are asked for at the follow-up, of the participant and of the pair of therapists. */
const later = [
  { by: "participant", formId: "own-guess", visitId: "at-follow-up" },
  { by: "therapist", formId: "therapist-guess", visitId: "at-follow-up" },
];
const held = enrolled
  .on("2026-02-20")
  .does("record-held-visit", { visitId: "at-baseline", mode: "remote-video" });

describe("a guess of the arm is outstanding", () => {
  test("from the plan of its visit on", () => {
    expect(outstanding(enrolled)).toEqual([guess, ...later]);
    expect(outstanding(held)).toEqual([guess, ...later]);
  });

  test("until it is marked as not done, with the reason", () => {
    const marked = held.does("mark-form-not-done", {
      formKey: "at-baseline/rater-guess/1",
      why: { freeText: "The rater was ill." },
    });
    expect(outstanding(marked)).toEqual(later);
  });

  test("of a pair of therapists until both have given theirs", () => {
    const story = enrolled
      .on("2026-05-04")
      .does("record-held-visit", { visitId: "at-follow-up", mode: "in-person" });
    const coTherapist = { ...staff.therapist, role: "co-therapist" } as const;
    const answers = { guess: "drug", "how-sure": "very" };
    const first = story.submitted("at-follow-up/therapist-guess/1", answers, { by: "therapist" });
    const asked = (one: Story) => outstanding(one).some(({ formId }) => formId === "therapist-guess");
    expect(asked(first)).toBe(true);
    expect(asked(first.submitted("at-follow-up/therapist-guess/2", answers, { by: coTherapist }))).toBe(
      false,
    );
  });

  test("not where its visit was missed, which has its reason", () => {
    const missed = enrolled
      .on("2026-03-20")
      .does("miss-visit", { visitId: "at-baseline", why: { freeText: "Away." } });
    expect(outstanding(missed)).toEqual(later);
  });

  test("not once it was lost to an emergency, and not at visits after the end", () => {
    const broken = aParticipant().randomized();
    expect(outstanding(broken)).toEqual([guess, ...later]);
    expect(outstanding(broken.does("break-code", { reason: "pregnancy" }))).toEqual([]);
    const ended = enrolled.does("end-participation", {
      reason: "withdrawal-by-participant",
      endedOn: "2026-02-02",
    });
    expect(outstanding(ended)).toEqual([]);
  });
});

describe("planned unblinding", () => {
  const open = { number: "01-001", guesses: [guess as never] };

  test("is refused while the study is not locked", () => {
    expect(refusePlannedUnblinding({ isLocked: false, outstanding: [] })?.code).toBe("study-not-locked");
    expect(aParticipant().randomized().refusal("unblind-study")?.code).toBe("study-not-locked");
  });

  test("is refused while a guess is neither given nor recorded as missing", () => {
    const refusal = refusePlannedUnblinding({ isLocked: true, outstanding: [open] });
    expect(refusal).toMatchObject({
      code: "guesses-outstanding",
      message: expect.stringContaining("01-001"),
    });
  });

  test("goes ahead once the study is locked and every guess is accounted for", () => {
    const all = { isLocked: true, outstanding: [{ number: "01-001", guesses: [] }] };
    expect(refusePlannedUnblinding(all)).toBeUndefined();
  });
});

describe("an assessment is flagged", () => {
  const randomized = aParticipant().randomized();
  const flagged = (story: Story) =>
    Object.values(story.state.ratings).map((request) => isAfterUnblinding(story.state, request));
  const learned = (...who: readonly string[]) => ({
    learned: who,
    how: "told-by-participant",
    circumstances: { freeText: "It was said." },
  });
  const asked = (story: Story) =>
    story
      .on("2026-03-02")
      .does("schedule-visit", { encounterId: "extra", plannedFor: story.trial.now, mode: "telephone" })
      .does("request-rating", {
        formKey: "extra/interview/1",
        startsAt: "2026-03-02T15:00:00.000Z",
        language: "en",
        indexTrauma: { freeText: "An accident." },
      });

  test("when it was asked for after an emergency; one that was in before it is not", () => {
    expect(flagged(asked(randomized))).toEqual([false, false]);
    const broken = randomized.on("2026-02-20").does("break-code", { reason: "overdose" });
    expect(flagged(asked(broken))).toEqual([false, true]);
  });

  test("when the rater or the participant had learned the arm, not when the sponsor had", () => {
    const late = randomized.on("2026-02-20");
    const toldTo = (...who: readonly string[]) =>
      flagged(asked(late.does("record-inadvertent-unblinding", learned(...who))));
    expect(toldTo("independent-rater")).toEqual([false, true]);
    expect(toldTo("participant")).toEqual([false, true]);
    expect(toldTo("sponsor")).toEqual([false, false]);
  });
});
