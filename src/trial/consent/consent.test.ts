import { describe, expect, test } from "vitest";
import type { CalendarDate } from "#kernel";
import { meadowAmendment } from "../testing/meadow-study.ts";
import { north, south as southSite } from "../testing/people.ts";
import { aCall, aParticipant, aSignature, aTrial, entriesOf, type Story } from "../testing/story.ts";
import { consentCurrency, mainConsent } from "./currency.ts";
import { scopeStanding } from "./evolve.ts";

const amendment = { design: meadowAmendment, summary: "Amendment 1." };
const anEvent = entriesOf({ term: { freeText: "Headache" }, began: "2026-04-01" });

/** The site's committee approves a version; what is not said is usual. */
function approve(story: Story, more: object): Story {
  const usual = {
    documentId: "main-consent",
    language: "en",
    committee: "Ethics committee",
    approvedOn: "2026-03-01",
    effectiveFrom: "2026-03-10",
  };
  return story.on("2026-03-01").does("approve-consent-version", { ...usual, ...more }, { about: north });
}

function currencyOn(story: Story, on: string, documentId = "main-consent") {
  const facts = story.facts("start-visit");
  const document = facts.design?.design.consents.find(({ id }) => id === documentId);
  if (!document) throw new Error(`no ${documentId}`);
  return consentCurrency(document, facts.site, story.state.consent, on as CalendarDate);
}

const consented = aParticipant().contacted().consented();

describe("a signature", () => {
  test("starts screening and gives the next number of the site", () => {
    const second = consented.another(2).contacted().consented();
    expect([consented.state.enrollment.number, second.state.enrollment.number]).toEqual([
      "01-0001",
      "01-0002",
    ]);
  });

  test("again does not start screening again", () => {
    const again = consented.consented();
    expect(again.state.enrollment.number).toBe("01-0001");
    expect(again.state.consent.signed).toHaveLength(2);
  });

  test("is not put to a form that the protocol does not have", () => {
    const no = aParticipant()
      .contacted()
      .refusal("sign-consent", { ...aSignature, documentId: "x", signedOn: "2026-02-02" });
    expect(no).toMatchObject({ code: "no-such-consent", path: "data.documentId" });
  });

  test("is not recorded for a day that is still to come", () => {
    const no = aParticipant()
      .contacted()
      .refusal("sign-consent", { ...aSignature, signedOn: "2026-02-03" });
    expect(no?.code).toBe("date-in-future");
  });

  test("is judged by the day at the site, not by the server's", () => {
    const evening = aParticipant().contacted().on("2026-02-03T03:00:00.000Z");
    const sign = (signedOn: string) => evening.refusal("sign-consent", { ...aSignature, signedOn })?.code;
    expect([sign("2026-02-02"), sign("2026-02-03")]).toEqual([undefined, "date-in-future"]);
  });

  test("needs every scope that taking part requires, and takes none that the form does not ask about", () => {
    const story = aParticipant().contacted();
    const sign = (scopes: readonly string[]) =>
      story.refusal("sign-consent", { ...aSignature, scopes, signedOn: "2026-02-02" })?.code;
    expect(sign(["drug", "therapy", "visits", "recordings"])).toBe("required-scope-declined");
    expect(sign([...aSignature.scopes, "future-use"])).toBeUndefined();
    const retreatment = { documentId: "retreatment-consent", scopes: ["drug", "therapy", "contact"] };
    const no = consented.refusal("sign-consent", { ...aSignature, ...retreatment, signedOn: "2026-02-02" });
    expect(no?.code).toBe("scope-not-asked");
  });

  test("does not follow a failed pre-screening without a new contact that continues", () => {
    const failed = aParticipant().contacted({ outcome: "failed", failReasons: ["too far away"] });
    const sign = (story: Story) =>
      story.refusal("sign-consent", { ...aSignature, signedOn: "2026-02-02" })?.code;
    expect(sign(failed)).toBe("pre-screening-failed");
    expect(sign(failed.contacted())).toBeUndefined();
  });
});

describe("a version of the consent form", () => {
  const approved = approve(consented, { version: "2", reconsentBy: "2026-03-31" });

  test("takes effect at a site on the day that its ethics committee says, and not before", () => {
    const sign = (day: string, version: string) =>
      approved.on("2026-04-30").refusal("sign-consent", { ...aSignature, version, signedOn: day })?.code;
    expect(sign("2026-03-09", "2")).toBe("consent-version-outdated");
    expect(sign("2026-03-09", "1")).toBeUndefined();
    expect(sign("2026-03-10", "1")).toBe("consent-version-outdated");
    expect(sign("2026-03-10", "2")).toBeUndefined();
  });

  test("takes effect in the language that was approved, and in no other", () => {
    const sign = (language: string, version: string) =>
      approved
        .on("2026-03-15")
        .refusal("sign-consent", { ...aSignature, language, version, signedOn: "2026-03-15" })?.code;
    expect([sign("es", "1"), sign("es", "2"), sign("en", "2")]).toEqual([
      undefined,
      "consent-version-outdated",
      undefined,
    ]);
    expect(sign("fr", "1")).toBe("consent-version-not-approved");
  });

  test("approved at one site changes nothing at another", () => {
    const other = approved.another(2).on("2026-03-15");
    const south = other.does("log-contact", { ...aCall, siteId: southSite }, { by: "southCoordinator" });
    expect(
      south.refusal("sign-consent", { ...aSignature, signedOn: "2026-03-15" }, { by: "southCoordinator" }),
    ).toBeUndefined();
  });

  test("that changes much is signed again by the day that the committee set; until then all goes on", () => {
    expect(currencyOn(approved, "2026-03-09")).toEqual({
      current: true,
      signAgainBy: null,
      newerVersion: null,
    });
    expect(currencyOn(approved, "2026-03-31")).toEqual({
      current: true,
      signAgainBy: "2026-03-31",
      newerVersion: "2",
    });
    expect(currencyOn(approved, "2026-04-01")).toEqual({
      current: false,
      why: "version-outdated",
      since: "2026-04-01",
    });
  });

  test("that changes much, with no day set, is signed before anything else", () => {
    const atOnce = approve(consented, { version: "2" });
    expect(currencyOn(atOnce, "2026-03-11")).toMatchObject({ current: false, why: "version-outdated" });
  });

  test("that changes little asks for no new signature", () => {
    const minor = approve(approved.on("2026-03-12").consented({ version: "2" }), {
      version: "3",
      effectiveFrom: "2026-03-20",
    });
    expect(currencyOn(minor, "2026-05-01")).toEqual({ current: true, signAgainBy: null, newerVersion: null });
  });

  test("that changes little does not hide a major one before it", () => {
    const both = approve(approved, { version: "3", effectiveFrom: "2026-03-20" });
    expect(currencyOn(both, "2026-05-01")).toMatchObject({ current: false, why: "version-outdated" });
  });

  test("of a later protocol is signed again where the committee set a day for it", () => {
    const amended = consented.on("2026-03-01").does("publish-design", amendment);
    const asked = approve(amended, { version: "4", reconsentBy: "2026-03-31" });
    expect(currencyOn(asked, "2026-04-01")).toMatchObject({ current: false, why: "version-outdated" });
    expect(currencyOn(approve(amended, { version: "4" }), "2026-04-01")).toMatchObject({ current: true });
  });

  test("signed earlier and entered later does not take the place of the one signed last", () => {
    const late = approved
      .on("2026-03-12")
      .consented({ version: "2" })
      .on("2026-03-13")
      .consented({ version: "1", signedOn: "2026-03-05" });
    expect(currencyOn(late, "2026-04-15")).toMatchObject({ current: true, newerVersion: null });
  });
});

describe("a lapsed re-consent", () => {
  const enrolled = aParticipant().screened().confirmedEligible().enrolled();
  const lapsed = approve(enrolled, { version: "2", reconsentBy: "2026-03-31" }).on("2026-04-01");

  test("stops a new procedure", () => {
    expect(lapsed.refusal("start-visit", { visitId: "at-preparation", mode: "in-person" })).toMatchObject({
      code: "consent-version-outdated",
    });
  });

  test("stops a dose", () => {
    const no = lapsed.refusal("start-visit", { visitId: "at-dosing", mode: "in-person" });
    expect(no?.code).toBe("consent-version-outdated");
  });

  test("never stops a safety assessment", () => {
    expect(lapsed.refusal("start-visit", { visitId: "at-safety-call", mode: "telephone" })).toBeUndefined();
    expect(
      lapsed.refusal("submit-form", { formKey: "log/adverse-event/1", entries: anEvent }),
    ).toBeUndefined();
  });

  test("is healed by a signature to the new version", () => {
    const healed = lapsed.consented({ version: "2" });
    expect(healed.refusal("start-visit", { visitId: "at-preparation", mode: "in-person" })).toBeUndefined();
  });

  test("does not refuse to record what took place, but is a deviation", () => {
    const held = lapsed.does("record-held-visit", { visitId: "at-preparation", mode: "in-person" });
    expect(held.state.visits.visits["at-preparation"]?.status).toBe("in-progress");
    expect(Object.values(held.state.deviations).map(({ category, rule }) => [category, rule])).toContainEqual(
      ["consent", "consent-version-outdated"],
    );
  });
});

describe("before consent", () => {
  const called = aParticipant().contacted();

  test("there is no study procedure, not even for safety", () => {
    for (const visitId of ["at-screening", "at-safety-call"]) {
      const mode = visitId === "at-screening" ? "in-person" : "telephone";
      expect(called.refusal("start-visit", { visitId, mode })?.code).toBe("consent-never-signed");
    }
    const log = { formKey: "log/adverse-event/1", entries: anEvent };
    expect(called.refusal("submit-form", log)?.code).toBe("consent-never-signed");
  });

  test("there is the call that leads to it", () => {
    expect(called.refusal("start-visit", { visitId: "at-call", mode: "telephone" })).toBeUndefined();
  });
});

describe("a withdrawal", () => {
  const enrolled = aParticipant().screened().confirmedEligible().enrolled().on("2026-03-02");
  const begin = (story: Story, visitId: string, mode = "in-person") =>
    story.refusal("start-visit", { visitId, mode })?.code;

  test("is a dated state, and nothing is deleted", () => {
    const withdrawn = enrolled.withdrew(["recordings"], "2026-03-01");
    const standing = (on: string) =>
      scopeStanding(withdrawn.state.consent, "recordings", on as CalendarDate, ["main-consent"]).standing;
    expect([standing("2026-02-28"), standing("2026-03-01")]).toEqual(["agreed", "withdrawn"]);
    expect(withdrawn.state.forms).toEqual(enrolled.state.forms);
    expect(withdrawn.state.consent.signed).toHaveLength(1);
  });

  test("needs a consent that was given", () => {
    const no = aParticipant()
      .contacted()
      .refusal("withdraw-consent", { scopes: ["drug"], effectiveOn: "2026-02-02", toldBy: "participant" });
    expect(no?.code).toBe("consent-never-signed");
  });

  test("cannot be dated ahead", () => {
    const no = enrolled.refusal("withdraw-consent", {
      scopes: ["drug"],
      effectiveOn: "2026-03-03",
      toldBy: "participant",
    });
    expect(no).toMatchObject({ code: "date-in-future", path: "data.effectiveOn" });
  });

  test("of recordings leaves visits as they are", () => {
    const story = enrolled.withdrew(["recordings"]);
    expect(begin(story, "at-preparation")).toBeUndefined();
    expect(begin(story, "at-dosing")).toBeUndefined();
  });

  test("of the drug stops doses and leaves therapy, ratings and follow-up", () => {
    const story = enrolled.withdrew(["drug"]);
    expect(begin(story, "at-dosing")).toBe("consent-withdrawn");
    expect(begin(story, "at-preparation")).toBeUndefined();
    expect(begin(story, "at-baseline", "remote-video")).toBeUndefined();
    expect(begin(story, "at-follow-up")).toBeUndefined();
  });

  test("of therapy stops sessions, dosing ones too, and leaves follow-up", () => {
    const story = enrolled.withdrew(["therapy"]);
    expect(begin(story, "at-preparation")).toBe("consent-withdrawn");
    expect(begin(story, "at-dosing")).toBe("consent-withdrawn");
    expect(begin(story, "at-follow-up")).toBeUndefined();
  });

  test("of visits stops visits and leaves safety assessments", () => {
    const story = enrolled.withdrew(["visits"]);
    expect(begin(story, "at-follow-up")).toBe("consent-withdrawn");
    expect(begin(story, "at-safety-call", "telephone")).toBeUndefined();
  });

  test("of what taking part requires keeps somebody in screening from being enrolled", () => {
    const story = aParticipant().screened().confirmedEligible().withdrew(["recordings"]);
    expect(story.refusal("enroll-participant")?.code).toBe("consent-withdrawn");
  });

  test("is undone by a later signature, in whatever order both were entered", () => {
    const signedAfter = enrolled.withdrew(["drug"], "2026-03-01").consented();
    expect(begin(signedAfter, "at-dosing")).toBeUndefined();
    const enteredLate = enrolled.withdrew(["drug"], "2026-03-01").consented({ signedOn: "2026-02-20" });
    expect(begin(enteredLate, "at-dosing")).toBe("consent-withdrawn");
  });
});

describe("a consent of its own to retreatment", () => {
  const enrolled = aParticipant().screened().confirmedEligible().enrolled();
  const atRetreatment = enrolled.does("choose-branch", {
    instanceId: "symptoms-back",
    next: "at-retreatment",
  });
  const retreatment = { documentId: "retreatment-consent", scopes: ["drug", "therapy"] };

  test("is needed for that visit and no other", () => {
    const begin = (visitId: string) =>
      atRetreatment.refusal("start-visit", { visitId, mode: "in-person" })?.code;
    expect(begin("at-retreatment")).toBe("consent-never-signed");
    expect(begin("at-follow-up")).toBeUndefined();
  });

  test("does not change what was agreed to in the main one", () => {
    const signed = atRetreatment.consented(retreatment);
    expect(signed.refusal("start-visit", { visitId: "at-retreatment", mode: "in-person" })).toBeUndefined();
    expect(signed.refusal("start-visit", { visitId: "at-follow-up", mode: "in-person" })).toBeUndefined();
    expect(currencyOn(signed, "2026-02-02")).toMatchObject({ current: true });
  });
});

test("the main consent is the one that no single visit asks for", () => {
  const design = aTrial().facts("publish-design").design?.design;
  expect(design && mainConsent(design)?.id).toBe("main-consent");
});
