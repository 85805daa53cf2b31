import { describe, expect, test } from "vitest";
import { aParticipant, type Story } from "../testing/story.ts";
import { openArm } from "./opened-arm.ts";

const randomized = aParticipant().randomized();
const emergency = { reason: "medical-emergency" };
const broken = randomized.does("break-code", emergency);
const unblinding = (story: Story) => {
  const last = Object.values(story.state.unblindings).at(-1);
  if (!last) throw new Error("Nobody was unblinded.");
  return last;
};
const armIn = (story: Story): string => {
  const { sealed, design } = story.facts("break-code");
  if (!sealed) throw new Error("Nothing is sealed.");
  return openArm(sealed, design, story.id).armId;
};
const report = (story: Story) => ({
  unblindingId: unblinding(story).unblindingId,
  whoKnows: ["investigator", "care-outside-the-study"],
  careChanged: true,
  narrative: { freeText: "Unconscious at home; the ward had to know." },
});

describe("breaking a code in an emergency", () => {
  test("is on record with its reason and its way, and without the arm", () => {
    const events = randomized.events("break-code", emergency);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      type: "CodeBroken",
      stream: `participant:${randomized.id}`,
      data: { kind: "emergency", reason: "medical-emergency", via: "application" },
    });
    expect(JSON.stringify(events)).not.toMatch(/active|control/);
  });

  test("decides the same, byte for byte, whichever arm it is", () => {
    const second = randomized.another(2).randomized();
    const arms = [armIn(second.another(1)), armIn(second)];
    const swapped = second.in(swapArms(second));
    expect([armIn(swapped.another(1)), armIn(swapped)]).toEqual([arms[1], arms[0]]);
    const before = second.another(1).events("break-code", emergency);
    expect(swapped.another(1).events("break-code", emergency)).toEqual(before);
  });

  test("opens that participant's arm and leaves every other sealed", () => {
    const second = randomized.another(2).randomized().another(1).does("break-code", emergency);
    expect(["active", "control"]).toContain(armIn(second));
    expect(Object.keys(second.another(2).state.unblindings)).toEqual([]);
  });

  test("is no use for somebody who has no arm", () => {
    const refusal = aParticipant().contacted().refusal("break-code", emergency);
    expect(refusal?.code).toBe("not-randomized");
  });

  test("never waits for consent, a form, a query, a signature, or for somebody who still takes part", () => {
    const left = randomized
      .withdrew(["visits"])
      .does("end-participation", { reason: "withdrawal-by-participant", endedOn: "2026-02-02" });
    expect(left.refusal("break-code", emergency)).toBeUndefined();
  });

  test("may come again: another person, or the same, may need to know", () => {
    expect(broken.refusal("break-code", emergency)).toBeUndefined();
    const twice = broken.does("break-code", { reason: "overdose" }, { by: "unblindingLine" });
    expect(Object.values(twice.state.unblindings).map(({ role }) => role)).toEqual([
      "investigator",
      "unblinding-line",
    ]);
  });

  test("loses the guesses that were not given by then, and names them", () => {
    const { lostGuesses } = unblinding(broken);
    expect(lostGuesses).toEqual([
      { by: "independent-rater", formId: "rater-guess", visitId: "at-baseline" },
      { by: "participant", formId: "own-guess", visitId: "at-follow-up" },
      { by: "therapist", formId: "therapist-guess", visitId: "at-follow-up" },
    ]);
  });
});

describe("after an emergency", () => {
  test("the report says who knows; its words lie where no site reaches them", () => {
    const events = broken.events("complete-unblinding-report", report(broken));
    expect(events.map(({ type, stream }) => [type, stream.split(":")[0]])).toEqual([
      ["UnblindingReported", "participant"],
      ["UnblindingNoted", "unblinding"],
    ]);
    expect(JSON.stringify(events[0])).not.toMatch(/Unconscious|careChanged/);
    const told = broken.does("complete-unblinding-report", report(broken));
    expect(unblinding(told).whoKnows).toEqual(["investigator", "care-outside-the-study"]);
  });

  test("the report is given once, and about an unblinding that there was", () => {
    const told = broken.does("complete-unblinding-report", report(broken));
    expect(told.refusal("complete-unblinding-report", report(told))?.code).toBe("report-given");
    const other = { ...report(broken), unblindingId: randomized.id };
    expect(broken.refusal("complete-unblinding-report", other)?.code).toBe("no-such-unblinding");
  });

  test("its impact is assessed by a physician, and may be assessed anew", () => {
    const { unblindingId } = unblinding(broken);
    const assessment = { freeText: "Nothing was rated since." };
    const assess = (impact: string) => ({ unblindingId, impact, assessment });
    const once = broken.does("assess-unblinding-impact", assess("none"));
    const twice = once.does("assess-unblinding-impact", assess("possible"));
    expect(unblinding(twice).impact).toMatchObject({ impact: "possible" });
  });
});

describe("a sheet outside the server", () => {
  const issue = { participantIds: [randomized.id] };
  const issued = randomized.does("issue-envelopes", issue);
  const opening = { serial: "01-E0001", reason: "medical-emergency", openedBy: "care-outside-the-study" };
  const north = "00000002-0000-4000-8000-000000000001";

  test("is issued with a serial number, and no arm", () => {
    const events = randomized.events("issue-envelopes", issue);
    expect(events).toMatchObject([
      {
        type: "EnvelopesIssued",
        stream: `site:${north}`,
        data: { envelopes: [{ serial: "01-E0001", participantId: randomized.id }] },
      },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/active|control/);
  });

  test("is issued for nobody who was not randomized, and not for nobody at all", () => {
    const other = aParticipant(2).contacted();
    const story = randomized.in(other.trial);
    expect(story.refusal("issue-envelopes", { participantIds: [other.id] })?.code).toBe("not-randomized");
    expect(randomized.refusal("issue-envelopes", { participantIds: [] })?.code).toBe("not-randomized");
  });

  test("that was opened is told of afterwards, with the same consequences as a broken code", () => {
    const opened = issued.does("record-envelope-opening", opening, { at: "2026-02-02T03:00:00.000Z" });
    expect(unblinding(opened)).toMatchObject({
      kind: "emergency",
      via: "envelope",
      envelopeSerial: "01-E0001",
      occurredAt: "2026-02-02T03:00:00.000Z",
      whoKnows: ["care-outside-the-study"],
    });
    expect(unblinding(opened).lostGuesses).toHaveLength(3);
  });

  test("that nobody issued is told of all the same, for it happened", () => {
    const unknown = { ...opening, serial: "99-E0001" };
    expect(issued.refusal("record-envelope-opening", unknown)).toBeUndefined();
  });

  test("that comes back or is destroyed is accounted for, if there was one of that number", () => {
    const back = { serial: "01-E0001", outcome: "returned", sealIntact: true };
    const returned = issued.does("record-envelope-return", back);
    expect(returned.trial.sites[north]?.envelopes["01-E0001"]?.returns).toMatchObject([
      { outcome: "returned", sealIntact: true },
    ]);
    const unknown = { ...back, serial: "01-E0002" };
    expect(issued.refusal("record-envelope-return", unknown)?.code).toBe("no-such-envelope");
  });
});

describe("unblinding for safety reporting", () => {
  const asked = {
    formKey: "log/adverse-event/1",
    reportNumber: "US-2026-0007",
    basis: { isSerious: true, isUnexpected: true, isSuspected: true },
    why: { freeText: "Hyponatremia with a seizure." },
  };
  const withEvent = randomized.submitted("log/adverse-event/1", {
    term: { freeText: "Seizure" },
    began: "2026-02-01",
  });

  test("leaves no trace in the participant's own record, and none that holds the arm", () => {
    const events = withEvent.events("unblind-for-safety", asked);
    expect(events.map(({ type, stream }) => [type, stream.split(":")[0]])).toEqual([
      ["ArmOpenedForSafety", "unblinding"],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/active|control/);
    const done = withEvent.does("unblind-for-safety", asked);
    expect(done.state.unblindings).toEqual({});
    expect(done.state.version).toBe(withEvent.state.version);
  });

  test("is for one adverse event that the site has submitted", () => {
    expect(randomized.refusal("unblind-for-safety", asked)?.code).toBe("no-adverse-event");
    const other = { ...asked, formKey: "at-screening/vitals/1" };
    expect(withEvent.refusal("unblind-for-safety", other)?.code).toBe("no-adverse-event");
  });

  test("is not asked for without all three: serious, unexpected, suspected", () => {
    const mild = { ...asked, basis: { ...asked.basis, isSerious: false } };
    expect(() => withEvent.refusal("unblind-for-safety", mild)).toThrow();
  });
});

test("an arm that somebody learned is told of as who, how and when, and never which", () => {
  const learned = {
    learned: ["independent-rater"],
    how: "told-by-participant",
    circumstances: { freeText: "The participant said what they believe to have had." },
  };
  const [event] = randomized.events("record-inadvertent-unblinding", learned);
  expect(JSON.stringify(event)).not.toContain("believe");
  const [handle = ""] = Object.keys(randomized.state.ratings);
  const story = randomized.does("record-inadvertent-unblinding", { ...learned, handle });
  const rater = randomized.state.ratings[handle]?.rater;
  expect(unblinding(story)).toMatchObject({ kind: "inadvertent", whoKnows: ["independent-rater"], rater });
  const nobodys = { ...learned, handle: randomized.id };
  expect(randomized.refusal("record-inadvertent-unblinding", nobodys)?.code).toBe("no-such-rating");
  const late = { unblindingId: unblinding(story).unblindingId, whoKnows: ["sponsor"], careChanged: false };
  const narrative = { freeText: "None." };
  const refusal = story.refusal("complete-unblinding-report", { ...late, narrative });
  expect(refusal?.code).toBe("report-given");
});

/** The trial with the arms of the first two places exchanged, each secret still of its own place. */
function swapArms(story: Story): Story["trial"] {
  const { allocation } = story.trial;
  const [one, two] = allocation.taken;
  const armOf = (slot: typeof one): { readonly place: string; readonly arm: string } => {
    const arm = slot?.arm;
    if (!arm || !("secret" in arm)) throw new Error("The place has no arm of its own.");
    return arm.secret as never;
  };
  const given = (slot: typeof one, arm: string) =>
    slot && { ...slot, arm: { secret: { ...armOf(slot), arm } } };
  const taken = [given(one, armOf(two).arm), given(two, armOf(one).arm)].flatMap((slot) => slot ?? []);
  return { ...story.trial, allocation: { ...allocation, taken: [...taken, ...allocation.taken.slice(2)] } };
}
