import { describe, expect, test } from "vitest";
import { heldStudy } from "../testing/held-study.ts";
import { north, numberedId, staff } from "../testing/people.ts";
import { aSignature, aTrial, type Story } from "../testing/story.ts";

const first = numberedId(6, 1);
const second = numberedId(6, 2);
const by = staff.therapist;

/** At the dosing visit, which is under way. */
function atDosing(): Story {
  return aTrial(heldStudy).another(1).on("2026-02-02").randomized().on("2026-02-12").began("at-dosing");
}

function opening(story: Story, visitId = "at-dosing") {
  return { data: { participantId: story.id, visitId }, how: { by, about: first } };
}

function opened(story = atDosing()): Story {
  const { data, how } = opening(story);
  return story.does("open-session", data, how);
}

/** Opened, and the dose recorded: what was given is recorded, whatever the gate says. */
function dosed(): Story {
  return opened().does("record-dose", { kind: "initial", capsules: 2 }, { by, about: first });
}

describe("a session is opened", () => {
  test("once for its visit, which it names on the participant's own record", () => {
    expect(opened().state.sessions["at-dosing"]).toMatchObject({ sessionId: first, dosedAt: null });
    const { data } = opening(opened());
    expect(opened().refusal("open-session", data, { by, about: second })?.code).toBe("visit-has-session");
    expect(opened().refusal("open-session", data, { by, about: first })?.code).toBe("session-exists");
  });

  test("in no visit that has not begun, that nobody planned, or that the protocol has no session for", () => {
    const story = atDosing();
    const refused = (visitId: string) => {
      const { data, how } = opening(story, visitId);
      return story.refusal("open-session", data, how)?.code;
    };
    expect(refused("at-integration")).toBe("no-such-visit");
    expect(refused("at-baseline")).toBe("visit-state");
    const atScreening = aTrial(heldStudy)
      .another(1)
      .on("2026-02-02")
      .contacted()
      .consented()
      .began("at-screening");
    const { data, how } = opening(atScreening, "at-screening");
    expect(atScreening.refusal("open-session", data, how)?.code).toBe("no-session-plan");
  });

  test("and nothing is recorded in one that was not", () => {
    const note = { note: { freeText: "Quiet." } };
    expect(atDosing().refusal("take-note", note, { by, about: second })?.code).toBe("no-such-session");
  });
});

describe("between a dose and readiness", () => {
  const consent = { ...aSignature, signedOn: "2026-02-12" };

  test("nobody agrees to anything new", () => {
    expect(dosed().refusal("sign-consent", consent)?.code).toBe("under-influence");
    expect(opened().refusal("sign-consent", consent)?.code).not.toBe("under-influence");
  });

  test("everybody may take back what they agreed to", () => {
    const back = { scopes: ["recordings"], effectiveOn: "2026-02-12", toldBy: "participant" };
    expect(dosed().refusal("withdraw-consent", back)).toBeUndefined();
  });

  test("is over when they left, whatever was found", () => {
    const left = dosed().does("end-session", { ending: "left-against-advice" }, { by, about: first });
    expect(left.state.sessions["at-dosing"]?.clearedAt).not.toBeNull();
    expect(left.refusal("sign-consent", consent)?.code).not.toBe("under-influence");
  });
});

test("a site's numbers to dial are recorded all or none", () => {
  const story = aTrial(heldStudy);
  const by = staff.coordinator;
  expect(
    story.refusal(
      "record-session-contacts",
      { contacts: [{ id: "ward", label: "Ward", telephone: "+1 212 555 0199" }] },
      { by, about: north },
    )?.code,
  ).toBe("number-missing");
  const contacts = [{ id: "physician", label: "Physician", telephone: "+1 212 555 0100" }];
  expect(story.refusal("record-session-contacts", { contacts }, { by, about: north })).toBeUndefined();
});
