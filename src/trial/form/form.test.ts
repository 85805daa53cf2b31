import { describe, expect, test } from "vitest";
import type { StaffName } from "../testing/people.ts";
import { aParticipant, entriesOf, type Story } from "../testing/story.ts";

const begun = aParticipant().contacted().consented().began("at-screening");
const vitals = "at-screening/vitals/1";
const right = { weight: 70, height: 1.75 };
const submitted = begun.submitted(vitals, right);

function form({ state }: Story, key = vitals) {
  const found = state.forms[key];
  if (!found) throw new Error(`nothing stands on ${key}`);
  return found;
}

function valuesOn(story: Story, key = vitals) {
  return Object.fromEntries(Object.entries(form(story, key).items).map(([path, { value }]) => [path, value]));
}

function write(
  story: Story,
  type: "draft-items" | "submit-form" | "correct-items",
  answers: object,
  more = {},
) {
  const { key = vitals, ...circumstances } = more as { readonly key?: string };
  return story.refusal(type, { formKey: key, entries: entriesOf(answers) }, circumstances);
}

/** Whether somebody may write there at all; what is still missing on the form does not matter. */
function place(story: Story, key: string, by: StaffName = "coordinator") {
  const code = write(story, "submit-form", {}, { key, by })?.code;
  return code === "form-not-submittable" ? undefined : code;
}

describe("what is typed", () => {
  test("is kept from the first keystroke, without a reason and without its rules", () => {
    const drafted = begun.does("draft-items", { formKey: vitals, entries: entriesOf({ weight: 7000 }) });
    expect(form(drafted)).toMatchObject({ status: "draft", enteredBy: "site" });
    expect(valuesOn(drafted)).toEqual({ weight: 7000 });
  });

  test("is emptied by hand, and that is kept too", () => {
    const emptied = begun
      .does("draft-items", { formKey: vitals, entries: entriesOf({ weight: 70 }) })
      .does("draft-items", { formKey: vitals, entries: entriesOf({ weight: null }) });
    expect(valuesOn(emptied)).toEqual({ weight: null });
  });

  test("has the shape of its item", () => {
    expect(write(begun, "draft-items", { weight: "heavy" })).toMatchObject({
      code: "item-value",
      path: "data.entries.0.value",
    });
    expect(write(begun, "draft-items", { bmi: 22 })?.code).toBe("item-value");
  });

  test("stands on an item of the form, in a row where the item is one of a row", () => {
    const refusal = (path: string) => write(begun, "draft-items", { [path]: 120 })?.code;
    expect(refusal("readings.0.systolic")).toBeUndefined();
    for (const stray of ["height-in-feet", "systolic", "body.0.weight", "weight.0.systolic"]) {
      expect(refusal(stray)).toBe("no-such-item");
    }
  });
});

describe("a form", () => {
  test("is one of the protocol, planned at the visit, and the visit has begun", () => {
    const refusal = (key: string) => place(begun, key);
    expect(refusal("at-screening/x/1")).toBe("no-such-form");
    expect(refusal("at-screening/dispensing/1")).toBe("form-not-planned");
    expect(refusal("at-preparation/vitals/1")).toBe("visit-not-begun");
    expect(refusal("at-screening/vitals/2")).toBe("form-not-repeating");
  });

  test("of a visit is none of the log, and the other way round", () => {
    const refusal = (key: string) => place(begun, key);
    expect(refusal("log/vitals/1")).toBe("form-misplaced");
    expect(refusal("at-screening/adverse-event/1")).toBe("form-misplaced");
    expect(refusal("log/adverse-event/7")).toBeUndefined();
  });

  test("may be filled at an unscheduled visit, whichever it is", () => {
    const extra = begun.began("extra", { encounterId: "extra" });
    expect(write(extra, "draft-items", right, { key: "extra/vitals/1" })).toBeUndefined();
  });

  test("is answered by those whose it is, and by nobody of the sponsor", () => {
    const can = (by: StaffName, key: string) => place(begun, key, by);
    expect(can("coordinator", "at-screening/phq9/1")).toBe("not-their-form");
    expect(can("participant", "at-screening/phq9/1")).toBeUndefined();
    expect(can("participant", vitals)).toBe("not-their-form");
    expect(can("therapist", vitals)).toBeUndefined();
    expect(can("pharmacist", vitals)).toBe("not-their-form");
    expect(can("firstRater", vitals)).toBe("not-their-form");
    const extra = begun.began("extra", { encounterId: "extra" });
    const at = (by: StaffName, id: string) => place(extra, `extra/${id}/1`, by);
    expect([at("pharmacist", "dispensing"), at("coordinator", "dispensing")]).toEqual([
      undefined,
      "not-their-form",
    ]);
    expect([at("therapist", "session-vitals"), at("coordinator", "session-vitals")]).toEqual([
      undefined,
      undefined,
    ]);
    expect(at("coordinator", "interview")).toBe("not-their-form");
  });
});

describe("a submission", () => {
  test("keeps what was drafted, with what the software computes", () => {
    const drafted = begun.does("draft-items", { formKey: vitals, entries: entriesOf(right) });
    const handedIn = drafted.submitted(vitals, {});
    expect(valuesOn(handedIn)).toEqual(right);
    expect(form(handedIn)).toMatchObject({ status: "submitted", submittedAt: "2026-02-02T14:00:00.000Z" });
    expect(form(handedIn).derived["bmi"]).toBeCloseTo(22.857, 3);
  });

  test("stores the scores of an instrument beside its answers", () => {
    const answers = Object.fromEntries([...Array(9)].map((_, index) => [`item${index + 1}`, 1]));
    const key = "at-screening/phq9/1";
    const scored = begun.submitted(key, answers, { by: "participant" });
    expect(form(scored, key)).toMatchObject({ enteredBy: "participant" });
    expect(form(scored, key).derived).toMatchObject({ "score:total": 9 });
  });

  test("is complete and without error", () => {
    expect(write(begun, "submit-form", { weight: 70 })).toMatchObject({
      code: "form-not-submittable",
      path: "height",
    });
    expect(write(begun, "submit-form", { weight: 10, height: 1.75 })?.code).toBe("form-not-submittable");
    expect(write(begun, "submit-form", { weight: { nullFlavor: "refused" }, height: 1.75 })).toBeUndefined();
  });

  test("opens a query for what is only doubted", () => {
    const heavy = begun.submitted(vitals, { weight: 200, height: 1.75 });
    expect(Object.values(heavy.state.queries)).toMatchObject([
      { formKey: vitals, itemPath: "weight", raisedBy: "edit-check", check: "unexpected", state: "open" },
    ]);
  });

  test("keeps on the query the message of its check, with the number that the protocol gives", () => {
    const high = begun.submitted(vitals, { ...right, "readings.0.systolic": 180 });
    const [query] = Object.values(high.state.queries);
    expect(query).toMatchObject({ itemPath: "readings.0.systolic", check: "measured-again" });
    expect(JSON.stringify(query)).toContain("Above 160 mmHg: was it measured again?");
  });

  test("is made once; what was submitted is corrected, not drafted anew", () => {
    expect(write(submitted, "submit-form", right)).toMatchObject({
      code: "form-submitted",
      because: "conflict",
    });
    expect(write(submitted, "draft-items", right)?.code).toBe("form-submitted");
  });
});

describe("a correction", () => {
  test("says why, and leaves the old value in the history", () => {
    expect(write(submitted, "correct-items", { weight: 71 })?.code).toBe("reason-needed");
    const corrected = submitted.corrected(vitals, { weight: 71 });
    expect(valuesOn(corrected)).toEqual({ weight: 71, height: 1.75 });
    expect(form(corrected).derived["bmi"]).toBeCloseTo(23.184, 3);
  });

  test("is of something submitted, and leaves it complete", () => {
    const reason = { reason: "Slip of the pen.", basedOn: 99 };
    expect(write(begun, "correct-items", { weight: 71 }, reason)?.code).toBe("form-not-submitted");
    expect(write(submitted, "correct-items", { weight: null }, reason)?.code).toBe("form-not-submittable");
  });

  test("does not ask again what a person has closed for that value", () => {
    const heavy = begun.submitted(vitals, { weight: 200, height: 1.75 });
    const [query] = Object.values(heavy.state.queries);
    const closed = heavy.does("close-query", {
      queryId: query?.queryId,
      resolution: { freeText: "So it is." },
    });
    const taller = closed.corrected(vitals, { height: 1.9 });
    expect(Object.keys(taller.state.queries)).toHaveLength(1);
    expect(Object.keys(taller.corrected(vitals, { weight: 210 }).state.queries)).toHaveLength(2);
  });
});

describe("two people on one form", () => {
  const drafted = begun.does("draft-items", { formKey: vitals, entries: entriesOf({ weight: 70 }) });
  const by = "investigator";

  test("what somebody changed after the other looked is shown, never overwritten", () => {
    const basedOn = begun.state.version;
    expect(write(drafted, "draft-items", { weight: 71 }, { by, basedOn })).toMatchObject({
      code: "changed-meanwhile",
      because: "conflict",
      path: "weight",
    });
    expect(write(drafted, "draft-items", { height: 1.75 }, { by, basedOn })).toBeUndefined();
  });

  test("what somebody never looked at is not overwritten either", () => {
    expect(write(drafted, "draft-items", { weight: 71 }, { by })?.code).toBe("changed-meanwhile");
    expect(write(drafted, "submit-form", right, { by })?.code).toBe("changed-meanwhile");
  });

  test("whoever has seen it may change it, and nobody is in their own way", () => {
    const basedOn = drafted.state.version;
    expect(write(drafted, "draft-items", { weight: 71 }, { by, basedOn })).toBeUndefined();
    expect(write(drafted, "draft-items", { weight: 71 }, { basedOn: 0 })).toBeUndefined();
  });
});

describe("a form that was not done", () => {
  const why = { freeText: "The scale was broken." };
  const mark = (story: Story, formKey: string) => story.refusal("mark-form-not-done", { formKey, why })?.code;

  test("says why, and may be done after all", () => {
    const marked = begun.does("mark-form-not-done", { formKey: vitals, why });
    expect(form(marked).status).toBe("not-done");
    expect(form(marked.submitted(vitals, right)).status).toBe("submitted");
  });

  test("is one that was to be done", () => {
    expect(mark(begun, "at-screening/x/1")).toBe("no-such-form");
    expect(mark(begun, "at-sea/vitals/1")).toBe("visit-not-begun");
    expect(mark(begun, "at-screening/dispensing/1")).toBe("form-not-planned");
    expect(mark(submitted, vitals)).toBe("form-submitted");
    expect(mark(begun, "at-screening/phq9/1")).toBeUndefined();
  });

  test("of a log says that there is nothing to enter", () => {
    expect(mark(begun, "log/adverse-event/1")).toBeUndefined();
  });
});

describe("source verification", () => {
  const verify = (story: Story, paths: readonly string[], more = {}) =>
    story.refusal("verify-source", { formKey: vitals, paths }, { basedOn: story.state.version, ...more })
      ?.code;
  const verified = submitted.does(
    "verify-source",
    { formKey: vitals, paths: ["weight", "height"] },
    { basedOn: submitted.state.version },
  );

  test("is of what was submitted, item by item", () => {
    expect(verify(begun, ["weight"])).toBe("form-not-submitted");
    expect(verify(submitted, ["readings.0.systolic"])).toBe("no-such-item");
    expect(form(verified).items["weight"]?.verified?.by).toBeDefined();
  });

  test("falls with a changed value, and with that alone", () => {
    const corrected = verified.corrected(vitals, { weight: 71 });
    expect(form(corrected).items["weight"]?.verified).toBeNull();
    expect(form(corrected).items["height"]?.verified).not.toBeNull();
  });

  test("is of the value that was looked at", () => {
    const corrected = submitted.corrected(vitals, { weight: 71 });
    expect(verify(corrected, ["weight"], { basedOn: submitted.state.version })).toBe("changed-meanwhile");
  });

  test("is not of what the monitor may not see", () => {
    const extra = begun.began("extra", { encounterId: "extra" });
    const discharged = extra.submitted("extra/discharge/1", { escorted: true, "last-pulse": 90 });
    const verifyDischarge = (paths: readonly string[]) =>
      discharged.refusal(
        "verify-source",
        { formKey: "extra/discharge/1", paths },
        { basedOn: discharged.state.version },
      )?.code;
    expect(verifyDischarge(["escorted"])).toBeUndefined();
    expect(verifyDischarge(["last-pulse"])).toBe("no-such-item");
    const pulse = extra.submitted("extra/session-vitals/1", { pulse: 120 }, { by: "therapist" });
    const hidden = { formKey: "extra/session-vitals/1", paths: ["pulse"] };
    expect(pulse.refusal("verify-source", hidden, { basedOn: pulse.state.version })?.code).toBe(
      "form-not-submitted",
    );
  });
});

test("a log waits for consent, and for nothing after it", () => {
  const event = { term: { freeText: "Headache" }, began: "2026-02" };
  const log = { key: "log/adverse-event/1" };
  expect(write(aParticipant().contacted(), "submit-form", event, log)?.code).toBe("consent-never-signed");
  expect(write(begun.withdrew(["visits", "therapy"]), "submit-form", event, log)).toBeUndefined();
});
