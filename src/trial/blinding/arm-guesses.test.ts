import { describe, expect, test } from "vitest";
import type { Instant, ZoneId } from "#kernel";
import type { ParticipantState } from "../participant.ts";
import { compile } from "../testing/meadow-study.ts";
import { type Person, staff } from "../testing/people.ts";
import { seenBy } from "../testing/seen.ts";
import { aParticipant, type Story } from "../testing/story.ts";
import { guessesOf } from "./arm-guesses.ts";
import { visibilityOfFilling } from "./view.ts";

const zone = "America/New_York" as ZoneId;
const coTherapist: Person = { ...staff.therapist, role: "co-therapist" };
const sure = { guess: "drug", "how-sure": "very" };
const unsure = { guess: "low", "how-sure": "little" };
const clueless = { guess: "cannot-tell", "how-sure": "little" };

const held = aParticipant()
  .randomized()
  .on("2026-03-30")
  .does("record-held-visit", { visitId: "at-dosing", mode: "in-person" })
  .on("2026-04-27")
  .does("record-held-visit", { visitId: "at-follow-up", mode: "in-person" });
const own = "at-follow-up/own-guess/1";
const leads = "at-follow-up/therapist-guess/1";
const cos = "at-follow-up/therapist-guess/2";

/** As the record will be once a code was broken at that moment. */
function knownSince(story: Story, occurredAt: string): Story {
  const { trial, id, state } = story;
  const unblindings = { one: { occurredAt: occurredAt as Instant } };
  const broken: ParticipantState = { ...state, unblindings } as never;
  return story.in({ ...trial, participants: { ...trial.participants, [id]: broken } });
}

function read({ trial, state }: Story) {
  const design = compile(trial.study.designs.at(-1)?.design);
  const all = guessesOf(state, { design, designs: () => design, zone });
  return all.filter(({ occasion }) => occasion === "follow-up");
}

const answered = held
  .submitted(own, sure, { by: "participant" })
  .submitted(leads, unsure, { by: "therapist" })
  .submitted(cos, clueless, { by: coTherapist });

describe("guesses are read from the record", () => {
  test("by who guessed and when: the arm, how sure, or that they could not tell", () => {
    expect(read(answered)).toMatchObject([
      { guesser: "participant", standing: "given", guess: "active", certainty: "strongly" },
      { guesser: "lead-therapist", standing: "given", guess: "control", certainty: "somewhat" },
      { guesser: "co-therapist", standing: "given", guess: null, certaintyCode: "little" },
    ]);
  });

  test("as outstanding from the visit on, and as missing with the reason once it is recorded", () => {
    expect(read(held).map(({ standing }) => standing)).toEqual(Array(3).fill("outstanding"));
    const marked = held.does("mark-form-not-done", { formKey: cos, why: { freeText: "Was ill." } });
    expect(read(marked).at(-1)).toMatchObject({ standing: "missing", reason: "not-done" });
    const missed = aParticipant()
      .randomized()
      .on("2026-06-30")
      .does("miss-visit", { visitId: "at-follow-up", why: { freeText: "Away." } });
    expect(read(missed).map((one) => "reason" in one && one.reason)).toEqual(Array(3).fill("visit-missed"));
  });

  test("also of visits that the end of participation left out", () => {
    const ended = aParticipant()
      .randomized()
      .on("2026-03-20")
      .does("end-participation", { reason: "withdrawal-by-participant", endedOn: "2026-03-20" });
    const reasons = read(ended).map((one) => "reason" in one && one.reason);
    expect(new Set(reasons)).toEqual(new Set(["participation-ended"]));
    expect(reasons).toHaveLength(3);
  });
});

describe("each therapist answers alone", () => {
  test("on the form that is theirs, which nobody else at the site writes on", () => {
    expect(held.refusal("submit-form", { formKey: cos, entries: [] }, { by: "therapist" })?.code).toBe(
      "guess-of-another",
    );
    expect(held.refusal("submit-form", { formKey: leads, entries: [] }, { by: coTherapist })?.message).toBe(
      "This is the lead therapist's guess, which nobody else gives or changes. Yours is number 2.",
    );
    expect(held.refusal("submit-form", { formKey: leads, entries: [] }, { by: "investigator" })?.code).toBe(
      "not-their-form",
    );
    const third = { formKey: "at-follow-up/therapist-guess/3", entries: [] };
    expect(held.refusal("submit-form", third, { by: coTherapist })?.code).toBe("guess-of-another");
  });

  test("without seeing what the other guessed", () => {
    const { design } = seenBy("therapist", answered);
    const seen = (formKey: string) =>
      visibilityOfFilling(design, { user: "", roles: ["lead-therapist"] }, formKey).form;
    expect([seen(leads), seen(cos)]).toEqual(["content", "status"]);
  });
});

describe("once the arm has become known", () => {
  const after = { at: "2026-04-27T18:00:00.000Z" };
  const late = knownSince(held.on("2026-04-28"), "2026-04-27T20:00:00.000Z");

  test("no guess is taken any more, and it is read as lost to unblinding", () => {
    const asked = { formKey: own, entries: [] };
    expect(late.refusal("submit-form", asked, { by: "participant", ...after })?.code).toBe(
      "guess-after-unblinding",
    );
    expect(
      late.refusal(
        "draft-items",
        { ...asked, entries: [{ path: "guess", value: "drug" }] },
        { by: "participant" },
      )?.code,
    ).toBe("guess-after-unblinding");
    expect(read(late).map((one) => "reason" in one && one.reason)).toEqual(
      Array(3).fill("lost-to-unblinding"),
    );
  });

  test("no guess is changed that was given before, though it could be until then", () => {
    const change = { formKey: leads, entries: [{ path: "guess", value: "drug" }] };
    const circumstances = { by: staff.therapist, reason: "misread", basedOn: 10_000 };
    expect(answered.refusal("correct-items", change, circumstances)).toBeUndefined();
    const known = knownSince(answered.on("2026-04-28"), "2026-04-27T23:00:00.000Z");
    expect(known.refusal("correct-items", change, circumstances)?.code).toBe("guess-locked");
    expect(read(known).map(({ standing }) => standing)).toEqual(["given", "given", "given"]);
  });

  test("what was given after it does not count, whenever the unblinding was entered", () => {
    const known = knownSince(answered, "2026-04-27T00:00:00.000Z");
    expect(new Set(read(known).map(({ standing }) => standing))).toEqual(new Set(["missing"]));
  });

  test("nothing else waits for the guess", () => {
    expect(late.refusal("mark-form-not-done", { formKey: own, why: { freeText: "Known." } })).toBeUndefined();
  });
});

test("a rater's guess stands as it was handed in, whether or not an arm became known: a refusal tells nothing", () => {
  const asked = aParticipant()
    .screened()
    .confirmedEligible()
    .enrolled()
    .on("2026-02-20")
    .does("record-held-visit", { visitId: "at-baseline", mode: "remote-video" })
    .does("request-rating", {
      formKey: "at-baseline/rater-guess/1",
      startsAt: "2026-02-20T15:00:00.000Z",
      language: "en",
      indexTrauma: { freeText: "An accident." },
    });
  const handle = Object.keys(asked.trial.ratings)[0] ?? "";
  const by = asked.trial.ratings[handle]?.rater === staff.firstRater.user ? "firstRater" : "secondRater";
  const entries = [
    { path: "certainty", value: 3 },
    { path: "guess", value: "drug" },
  ];
  const rated = asked.does("submit-rating", { entries }, { about: handle, by });
  const correction = { about: handle, by, reason: "misread" } as const;
  const [before, after] = [rated, knownSince(rated, "2026-02-20T00:00:00.000Z")].map((story) =>
    story.refusal("correct-rating", { entries: entries.slice(1) }, correction),
  );
  expect(before?.code).toBe("guess-final");
  expect(after).toEqual(before);
});
