import { describe, expect, test } from "vitest";
import { guardedStudy } from "../testing/guarded-study.ts";
import { aTrial, type Story } from "../testing/story.ts";
import { reportOn } from "./evolve.ts";

const key = "log/adverse-event/1";
const fall = { term: { freeText: "Fell and broke the hip" }, began: "2026-02-01", death: false };
const inCare = aTrial(guardedStudy).on("2026-02-02").contacted().consented();

const serious = ({ state }: Story) => Object.values(state.adverseEvents.serious);
const deviations = ({ state }: Story) =>
  Object.values(state.deviations).map(({ category, rule, about }) => ({ category, rule, about }));
const late = { category: "safety-reporting", rule: "serious-event-notice", about: key };

describe("a serious adverse event", () => {
  test("is told to the sponsor when its form is handed in, with the moment at which the site learned of it", () => {
    const told = inCare.submitted(key, {
      ...fall,
      hospitalization: true,
      "aware-at": "2026-02-02T09:00:00.000Z",
    });
    expect(serious(told)).toEqual([
      expect.objectContaining({
        formKey: key,
        via: "form",
        awareAt: "2026-02-02T09:00:00.000Z",
        reportedAt: "2026-02-02T14:00:00.000Z",
        received: null,
      }),
    ]);
    expect(deviations(told)).toEqual([]);
  });

  test("is told when a correction makes it serious, once and not again", () => {
    const mild = inCare.submitted(key, { ...fall, hospitalization: false });
    expect(serious(mild)).toEqual([]);
    const grave = mild.corrected(key, { hospitalization: true });
    expect(serious(grave)).toHaveLength(1);
    expect(serious(grave.corrected(key, { death: true }))).toHaveLength(1);
  });

  test("that is not serious is told to nobody", () => {
    expect(serious(inCare.submitted(key, { ...fall, hospitalization: false }))).toEqual([]);
  });

  test("that is told late is a deviation in the same append", () => {
    const report = { ...fall, hospitalization: true, "aware-at": "2026-02-01T13:59:00.000Z" };
    expect(deviations(inCare.submitted(key, report))).toEqual([late]);
    const inTime = { ...report, "aware-at": "2026-02-01T14:00:00.000Z" };
    expect(deviations(inCare.submitted(key, inTime))).toEqual([]);
  });

  test("whose moment of awareness is put back becomes late, once", () => {
    const inTime = inCare.submitted(key, {
      ...fall,
      hospitalization: true,
      "aware-at": "2026-02-02T09:00:00.000Z",
    });
    const earlier = inTime.corrected(key, { "aware-at": "2026-01-30T09:00:00.000Z" });
    expect(reportOn(earlier.state.adverseEvents, key)?.awareAt).toBe("2026-01-30T09:00:00.000Z");
    expect(deviations(earlier)).toEqual([late]);
    expect(deviations(earlier.corrected(key, { "aware-at": "2026-01-29T09:00:00.000Z" }))).toEqual([late]);
  });
});

describe("a notice before the form is complete", () => {
  const notice = { what: { freeText: "Taken to hospital by ambulance" }, criteria: ["hospitalization"] };

  test("is blocked by nothing that is missing, not even consent, and begins the entry", () => {
    const called = aTrial(guardedStudy).on("2026-02-02").contacted();
    const told = called.does("report-serious-event", { ...notice, term: { freeText: "Collapse" } });
    expect(serious(told)).toEqual([
      expect.objectContaining({
        formKey: key,
        via: "notice",
        what: { freeText: "Taken to hospital by ambulance" },
      }),
    ]);
    const { status, items } = told.state.forms[key] ?? {};
    expect(status).toBe("draft");
    expect(items?.["term"]?.value).toEqual({ freeText: "Collapse" });
    expect(items?.["hospitalization"]?.value).toBe(true);
    expect(items?.["aware-at"]?.value).toBe("2026-02-02T14:00:00.000Z");
  });

  test("starts the clock when the person says that they learned of it", () => {
    const told = inCare.does("report-serious-event", notice, { at: "2026-01-31T08:00:00.000Z" });
    expect(serious(told)[0]?.awareAt).toBe("2026-01-31T08:00:00.000Z");
    expect(deviations(told)).toEqual([late]);
  });

  test("is followed by the form without a second notice", () => {
    const told = inCare.does("report-serious-event", notice);
    const complete = told.submitted(key, fall);
    expect(complete.state.forms[key]?.derived["serious"]).toBe(true);
    expect(serious(complete)).toHaveLength(1);
  });

  test("is refused for what is no adverse event, twice for one, and for a criterion that there is not", () => {
    const other = { ...notice, formKey: "log/medication-log/1" };
    expect(inCare.refusal("report-serious-event", other)?.code).toBe("no-adverse-event");
    const told = inCare.does("report-serious-event", notice);
    expect(told.refusal("report-serious-event", { ...notice, formKey: key })?.code).toBe("reported-already");
    const odd = { ...notice, criteria: ["term"] };
    expect(inCare.refusal("report-serious-event", odd)?.code).toBe("no-such-item");
  });

  test("of another event begins an entry of its own", () => {
    const told = inCare.does("report-serious-event", notice).does("report-serious-event", notice);
    expect(serious(told).map(({ formKey }) => formKey)).toEqual([key, "log/adverse-event/2"]);
  });
});

describe("the sponsor's receipt", () => {
  const told = inCare.does("report-serious-event", { what: { freeText: "Fainted" } });
  const reportId = serious(told)[0]?.reportId ?? "";

  test("is day 0 of the clock of reports to authorities", () => {
    const received = told.on("2026-02-03").does("acknowledge-serious-event", { reportId });
    expect(serious(received)[0]?.received?.at).toBe("2026-02-03T14:00:00.000Z");
  });

  test("says when it came, and carries no arm", () => {
    const [event] = told.events("acknowledge-serious-event", { reportId });
    expect(event?.data).toEqual({ reportId, receivedAt: "2026-02-02T14:00:00.000Z" });
  });

  test("is refused for a report that there is not, for one acknowledged already, and before the site knew", () => {
    const unknown = { reportId: "00000009-0000-4000-8000-000000000999" };
    expect(told.refusal("acknowledge-serious-event", unknown)?.code).toBe("no-such-report");
    const received = told.does("acknowledge-serious-event", { reportId });
    expect(received.refusal("acknowledge-serious-event", { reportId })?.code).toBe("acknowledged-already");
    const before = { at: "2026-02-01T00:00:00.000Z" };
    expect(told.refusal("acknowledge-serious-event", { reportId }, before)?.code).toBe("before-awareness");
  });
});
