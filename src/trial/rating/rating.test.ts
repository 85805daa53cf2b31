import { describe, expect, test } from "vitest";
import type { Instant } from "#kernel";
import { viewHistory } from "../history-view.ts";
import { signatureStanding } from "../signature/content.ts";
import { compile, meadowStudy } from "../testing/meadow-study.ts";
import { numberedId, type Person, staff } from "../testing/people.ts";
import { aParticipant, entriesOf, type Story } from "../testing/story.ts";
import { eventsOf } from "../testing/trial.ts";
import { pseudonymFrom } from "./pseudonym.ts";

const { firstRater, secondRater } = staff;
const why = { freeText: "The rater is ill." };
const plan = { instanceId: "at-baseline", plannedFor: "2026-03-09T15:00:00.000Z", mode: "remote-video" };
const atBaseline = aParticipant().screened().confirmedEligible().enrolled().does("schedule-visit", plan);
const request = {
  formKey: "at-baseline/interview/1",
  startsAt: "2026-03-09T15:00:00.000Z",
  language: "en",
  indexTrauma: { freeText: "An accident at work." },
};
const asked = atBaseline.does("request-rating", request);

function handleOf({ state }: Story): string {
  return Object.keys(state.ratings).at(-1) ?? "";
}

function raterOf(story: Story, handle = handleOf(story)): Person {
  const user = story.trial.ratings[handle]?.rater;
  return user === firstRater.user ? firstRater : secondRater;
}

function otherThan(rater: Person): Person {
  return rater.user === firstRater.user ? secondRater : firstRater;
}

function rated(story: Story, answers: object = { intrusion: 8, avoidance: 6 }): Story {
  const handle = handleOf(story);
  const circumstances = { about: handle, by: raterOf(story, handle) };
  return story.does("submit-rating", { entries: entriesOf(answers) }, circumstances);
}

function refusal(
  story: Story,
  type: "start-rating" | "draft-rating" | "submit-rating" | "correct-rating",
  data: object,
  more = {},
) {
  return story.refusal(type, data, { about: handleOf(story), by: raterOf(story), ...more })?.code;
}

describe("an assessment", () => {
  test("is asked for a rated form at a visit that is arranged and has it planned", () => {
    const ask = (formKey: string, story = atBaseline) =>
      story.refusal("request-rating", { ...request, formKey })?.code;
    expect(ask(request.formKey)).toBeUndefined();
    expect(ask("at-baseline/x/1")).toBe("not-a-rating");
    expect(ask("at-screening/vitals/1")).toBe("not-a-rating");
    expect(ask("at-follow-up/interview/1")).toBe("not-a-rating");
    expect(ask("constructor/interview/1")).toBe("not-a-rating");
    expect(ask("at-screening/interview/1")).toBe("form-not-planned");
    const canceled = atBaseline.does("cancel-visit", { visitId: "at-baseline", why });
    expect(ask(request.formKey, canceled)).toBe("not-a-rating");
  });

  test("is asked for once, unless the first was canceled", () => {
    expect(asked.refusal("request-rating", request)).toMatchObject({
      code: "rating-requested",
      because: "conflict",
    });
    const canceled = asked.does("cancel-rating", { handle: handleOf(asked), why });
    expect(canceled.refusal("request-rating", request)).toBeUndefined();
    expect(rated(asked).refusal("request-rating", request)?.code).toBe("rating-requested");
  });

  test("needs consent to visits, and somebody who has not left", () => {
    expect(atBaseline.withdrew(["visits"]).refusal("request-rating", request)?.code).toBe(
      "consent-withdrawn",
    );
    expect(atBaseline.withdrew(["drug"]).refusal("request-rating", request)).toBeUndefined();
    const ended = atBaseline.does("end-participation", { reason: "death", endedOn: "2026-02-02" });
    expect(ended.refusal("request-rating", request)?.code).toBe("participation-ended");
  });

  test("needs a rater who speaks the language", () => {
    const { trial } = atBaseline;
    const raters = [{ user: firstRater.user, languages: ["es"], startsAt: [], credentials: [] }];
    const english = atBaseline.in({ ...trial, raters });
    expect(english.refusal("request-rating", request)?.code).toBe("no-rater");
    expect(english.refusal("request-rating", { ...request, language: "es" })).toBeUndefined();
  });

  test("is canceled while it is open", () => {
    const cancel = (story: Story, handle = handleOf(story)) =>
      story.refusal("cancel-rating", { handle, why })?.code;
    expect([cancel(asked), cancel(rated(asked)), cancel(asked, numberedId(9, 999))]).toEqual([
      undefined,
      "no-open-rating",
      "no-open-rating",
    ]);
  });
});

describe("the rater", () => {
  const followUp = {
    ...request,
    formKey: "extra/interview/1",
    startsAt: "2026-04-09T15:00:00.000Z" as Instant,
  };
  const extra = rated(asked).does("schedule-visit", {
    encounterId: "extra",
    plannedFor: followUp.startsAt,
    mode: "in-person",
  });

  test("whom the participant has met is not chosen while another is free", () => {
    const { trial } = extra;
    for (let serial = trial.serial; serial < trial.serial + 20; serial++) {
      const second = extra.in({ ...trial, serial }).does("request-rating", followUp);
      expect(raterOf(second)).toEqual(otherThan(raterOf(asked)));
    }
  });

  test("whom the participant met the last time is not chosen, though no other is there", () => {
    const { trial } = extra;
    const raters = trial.raters.filter(({ user }) => user === raterOf(asked).user);
    const refusal = extra.in({ ...trial, raters }).refusal("request-rating", followUp);
    expect(refusal).toMatchObject({ code: "no-rater", path: "data.startsAt" });
    expect(refusal?.message).toContain("all who could rate have met this participant");
  });

  test("is not asked to be in two places at a time", () => {
    const { trial } = extra;
    const other = otherThan(raterOf(asked));
    const busy = (startsAt: string) =>
      extra.in({
        ...trial,
        raters: trial.raters.map((rater) =>
          rater.user === other.user ? { ...rater, startsAt: [startsAt as Instant] } : rater,
        ),
      });
    const taken = busy("2026-04-09T14:00:00.000Z").refusal("request-rating", followUp);
    expect(taken?.message).toContain("none is free at that time");
    expect(raterOf(busy("2026-04-09T12:00:00.000Z").does("request-rating", followUp))).toEqual(other);
    const all = {
      ...trial,
      raters: trial.raters.map((rater) => ({ ...rater, startsAt: [followUp.startsAt] })),
    };
    expect(extra.in(all).refusal("request-rating", followUp)?.code).toBe("no-rater");
  });

  test("is the same for everything that is rated at one visit", () => {
    const { trial } = asked;
    for (let serial = trial.serial; serial < trial.serial + 20; serial++) {
      const guess = { ...request, formKey: "at-baseline/rater-guess/1" };
      const second = asked.in({ ...trial, serial }).does("request-rating", guess);
      expect(raterOf(second)).toEqual(raterOf(asked));
    }
  });

  test("learns a pseudonym, the language, the index trauma and the form, and nothing of whose they are", () => {
    const rating = asked.trial.ratings[handleOf(asked)];
    expect(rating).toMatchObject({ language: "en", formId: "interview", indexTrauma: request.indexTrauma });
    const known = JSON.stringify(rating);
    for (const secret of [asked.id, "01-0001", "at-baseline", "North", ...Object.keys(asked.trial.sites)]) {
      expect(known).not.toContain(secret);
    }
  });

  test("has a pseudonym that is new for each assessment", () => {
    expect(pseudonymFrom("00000000-0000-4000-8000-000000000000")).toMatch(/^[A-Z][a-z]+ \d{3}$/);
    expect(pseudonymFrom("1f3a9b22-0000-4000-8000-000000000000")).not.toBe(
      pseudonymFrom("2e4b8c11-0000-4000-8000-000000000000"),
    );
  });
});

describe("a rating", () => {
  test("is begun, drafted and submitted by its rater; for anybody else it is not there", () => {
    const stranger = otherThan(raterOf(asked));
    const entries = entriesOf({ intrusion: 8 });
    for (const [type, data] of [
      ["start-rating", {}],
      ["draft-rating", { entries }],
      ["submit-rating", { entries }],
    ] as const) {
      expect(refusal(asked, type, data, { by: stranger })).toBe("not-found");
    }
    expect(refusal(asked, "start-rating", {})).toBeUndefined();
    expect(refusal(asked, "draft-rating", { entries })).toBeUndefined();
  });

  test("goes from state to state", () => {
    const begun = asked.does("start-rating", {}, { about: handleOf(asked), by: raterOf(asked) });
    expect(refusal(begun, "start-rating", {})).toBe("rating-state");
    const done = rated(begun);
    expect(refusal(done, "draft-rating", { entries: entriesOf({ intrusion: 8 }) })).toBe("rating-state");
    const canceled = asked.does("cancel-rating", { handle: handleOf(asked), why });
    expect(refusal(canceled, "submit-rating", { entries: [] })).toBe("rating-state");
  });

  test("is drafted as fast as it is typed: a rater is not in their own way", () => {
    const by = raterOf(asked);
    const about = handleOf(asked);
    const drafted = asked.does(
      "draft-rating",
      { entries: entriesOf({ intrusion: 8 }) },
      { about, by, basedOn: 1 },
    );
    const again = { entries: entriesOf({ intrusion: 9 }) };
    expect(drafted.refusal("draft-rating", again, { about, by, basedOn: 1 })).toBeUndefined();
  });

  test("is of items of the form, complete and without error", () => {
    expect(refusal(asked, "draft-rating", { entries: entriesOf({ age: 3 }) })).toBe("no-such-item");
    expect(refusal(asked, "draft-rating", { entries: entriesOf({ intrusion: "x" }) })).toBe("item-value");
    expect(refusal(asked, "submit-rating", { entries: entriesOf({ intrusion: 8 }) })).toBe(
      "form-not-submittable",
    );
    const beyond = { entries: entriesOf({ intrusion: 8, avoidance: 21 }) };
    expect(refusal(asked, "submit-rating", beyond)).toBe("form-not-submittable");
  });

  test("is dated by the rater's own day, wherever they are", () => {
    // Then it is seven in the morning of the 10th in Auckland.
    const late = asked.on("2026-03-09T18:00:00.000Z");
    const entries = entriesOf({ intrusion: 8, avoidance: 6, "held-on": "2026-03-10" });
    expect(refusal(late, "submit-rating", { entries }, { zone: "Pacific/Auckland" })).toBeUndefined();
    expect(refusal(late, "submit-rating", { entries }, { zone: "America/New_York" })).toBe(
      "form-not-submittable",
    );
  });

  test("becomes the participant's form, with its score, in the same breath", () => {
    const { state } = rated(asked);
    expect(state.forms[request.formKey]).toMatchObject({
      status: "submitted",
      enteredBy: "independent-rater",
      derived: { severity: 14 },
    });
    expect(state.ratings[handleOf(asked)]?.status).toBe("received");
  });

  test("keeps what was drafted before", () => {
    const by = raterOf(asked);
    const drafted = asked.does(
      "draft-rating",
      { entries: entriesOf({ intrusion: 8 }) },
      { about: handleOf(asked), by },
    );
    const { items } = rated(drafted, { avoidance: 6 }).state.forms[request.formKey] ?? {};
    expect(Object.keys(items ?? {}).sort()).toEqual(["avoidance", "intrusion"]);
  });

  test("is signed by the rater, with the meaning that the form names, and the signature stands", () => {
    const { state } = rated(asked);
    const standings = state.signatures.map((signature) => signatureStanding(state, signature));
    expect(standings.at(-1)).toMatchObject({
      signature: { meaning: "I held and scored the interview", role: "independent-rater" },
      standing: "valid",
    });
  });
});

describe("a rating that was handed in", () => {
  const done = rated(asked);
  const { formKey } = request;
  const reason = "I misheard the answer.";
  const correct = (answers: object, more: object = { reason }) =>
    refusal(done, "correct-rating", { entries: entriesOf(answers) }, more);
  const corrected = done.does(
    "correct-rating",
    { entries: entriesOf({ intrusion: 9 }) },
    { about: handleOf(done), by: raterOf(done), reason },
  );

  test("is corrected by its rater alone, with a reason", () => {
    expect(correct({ intrusion: 9 })).toBeUndefined();
    expect(correct({ intrusion: 9 }, {})).toBe("reason-needed");
    expect(correct({ intrusion: 9 }, { reason, by: otherThan(raterOf(done)) })).toBe("not-found");
  });

  test("is not corrected before: what is typed until then is a draft", () => {
    const entries = entriesOf({ intrusion: 9 });
    expect(refusal(asked, "correct-rating", { entries }, { reason })).toBe("rating-state");
  });

  test("stays complete and without error", () => {
    expect(correct({ age: 3 })).toBe("no-such-item");
    expect(correct({ intrusion: null })).toBe("form-not-submittable");
    expect(correct({ avoidance: 21 })).toBe("form-not-submittable");
  });

  test("has its correction on the participant's form, score and all, with the old value in the history", () => {
    const { items, derived, status } = corrected.state.forms[formKey] ?? {};
    expect([status, items?.["intrusion"]?.value, items?.["avoidance"]?.value]).toEqual(["submitted", 9, 6]);
    expect(derived).toMatchObject({ severity: 15 });
    expect(corrected.trial.ratings[handleOf(done)]).toMatchObject({
      status: "submitted",
      derived: { severity: 15 },
    });
    const history = viewHistory(eventsOf(corrected.trial, `participant:${done.id}`), {
      ...corrected.facts("start-visit"),
      design: compile(meadowStudy),
      viewer: { user: "somebody", roles: ["investigator"] },
      nameOf: (user) => user,
    });
    expect(history.find(({ type }) => type === "ItemsCorrected")).toMatchObject({
      formKey,
      role: "independent-rater",
      reason,
      changes: [{ path: "intrusion", from: 8, to: 9 }],
    });
  });

  test("is signed anew: the first signature is visibly broken, by that change", () => {
    const standings = corrected.state.signatures
      .filter(({ target }) => target.kind === "form")
      .map((signature) => signatureStanding(corrected.state, signature));
    expect(standings.map(({ standing }) => standing)).toEqual(["broken", "valid"]);
    expect(standings[0]?.brokenBy).toMatchObject([{ where: formKey, path: "intrusion" }]);
    expect(standings[1]?.signature).toMatchObject({ meaning: "I held and scored the interview" });
  });

  test("may be corrected again", () => {
    const again = corrected.does(
      "correct-rating",
      { entries: entriesOf({ avoidance: 7 }) },
      { about: handleOf(done), by: raterOf(done), reason },
    );
    expect(again.state.forms[formKey]?.derived).toMatchObject({ severity: 16 });
    const last = again.state.signatures.at(-1);
    expect(last && signatureStanding(again.state, last).standing).toBe("valid");
  });
});
