import { describe, expect, test } from "vitest";
import type { CalendarDate } from "#kernel";
import { sitesOf, sitesOn, stageOf } from "../participant.ts";
import { signatureStanding, signedHash } from "../signature/content.ts";
import { meadowStudy } from "../testing/meadow-study.ts";
import { north, numberedId, south } from "../testing/people.ts";
import { anEmptyStudy, aParticipant, type Story } from "../testing/story.ts";

const screened = aParticipant().screened();
const enrolled = screened.confirmedEligible().enrolled();

function confirm(story: Story, at = "enrollment") {
  const contentHash = signedHash(story.state, { kind: "eligibility", id: "" });
  return story.refusal("confirm-eligibility", { at, contentHash });
}

describe("eligibility", () => {
  test("is confirmed by an investigator's signature, with the verdict on every criterion", () => {
    const { state } = screened.confirmedEligible();
    expect(state.enrollment.confirmations[0]?.verdicts).toEqual([
      { criterionId: "adult", verdict: "satisfied" },
      { criterionId: "heavy-enough", verdict: "satisfied" },
      { criterionId: "not-experienced", verdict: "satisfied" },
    ]);
    expect(state.signatures).toMatchObject([
      { printedName: "Ines Investigator", role: "investigator", target: { kind: "eligibility" } },
    ]);
  });

  test("nobody is given a waiver: a criterion not met refuses confirmation", () => {
    const light = aParticipant().screened({ vitals: { weight: 47.9 } });
    const no = confirm(light);
    expect(no).toMatchObject({ code: "not-eligible" });
    expect(no?.message).toContain("E1 (not met)");
  });

  test("unknown is not met", () => {
    const unasked = aParticipant().contacted().consented();
    expect(confirm(unasked)?.message).toMatch(/I1 \(unknown\), E1 \(unknown\), E2 \(unknown\)/);
    const refused = aParticipant().screened({ vitals: { weight: { nullFlavor: "refused" } } });
    expect(confirm(refused)?.message).toContain("E1 (unknown)");
  });

  test("is judged at each point by the criteria of that point", () => {
    const experienced = aParticipant().screened({ demographics: { "prior-use": true } });
    expect(confirm(experienced, "screening")).toBeUndefined();
    expect(confirm(experienced, "enrollment")?.message).toContain("E2 (not met)");
    expect(confirm(screened, "randomization")?.message).toContain("I2 (unknown)");
  });

  test("is confirmed on what was looked at: data that changed meanwhile are shown first", () => {
    const seen = signedHash(screened.state, { kind: "eligibility", id: "" });
    const changed = screened.corrected("at-screening/vitals/1", { weight: 71 });
    expect(changed.refusal("confirm-eligibility", { at: "enrollment", contentHash: seen })).toMatchObject({
      code: "changed-meanwhile",
      because: "conflict",
    });
  });

  test("is not confirmed without consent, nor after it was taken back", () => {
    expect(confirm(aParticipant().contacted())?.code).toBe("consent-never-signed");
    expect(confirm(screened.withdrew(["visits"]))?.code).toBe("consent-withdrawn");
  });

  test("is not confirmed without a protocol", () => {
    const facts = anEmptyStudy().refusal("confirm-eligibility", {
      at: "enrollment",
      contentHash: "0".repeat(64),
    });
    expect(facts?.code).toBe("no-protocol-in-effect");
  });
});

describe("enrollment", () => {
  test("follows a confirmation of every criterion of enrollment, and nothing less", () => {
    expect(screened.refusal("enroll-participant")?.code).toBe("eligibility-not-confirmed");
    const atScreening = screened.confirmedEligible("screening");
    expect(atScreening.refusal("enroll-participant")?.code).toBe("eligibility-not-confirmed");
    expect(stageOf(enrolled.state)).toBe("enrolled");
    expect(enrolled.state.enrollment.enrolledOn).toBe("2026-02-02");
  });

  test("does not follow a confirmation that later data have overtaken", () => {
    const changed = screened.confirmedEligible().corrected("at-screening/demographics/1", { age: 17 });
    expect(changed.refusal("enroll-participant")?.code).toBe("eligibility-outdated");
    expect(confirm(changed)?.code).toBe("not-eligible");
  });

  test("takes place once", () => {
    expect(enrolled.refusal("enroll-participant")).toMatchObject({
      code: "enrolled-already",
      because: "conflict",
    });
  });

  test("waits until a physician has confirmed the protocol's open numbers", () => {
    const { trial } = screened.confirmedEligible();
    const open = { ...trial, study: { ...trial.study, confirmations: {} } };
    expect(screened.confirmedEligible().in(open).refusal("enroll-participant")).toMatchObject({
      code: "parameters-not-confirmed",
    });
  });

  test("is not for those who left", () => {
    const failed = screened.does("fail-screening", { criteria: ["adult"], why: { freeText: "Too young." } });
    expect(failed.refusal("enroll-participant")?.code).toBe("participation-ended");
  });
});

describe("the signature on eligibility", () => {
  const standing = ({ state }: Story) =>
    state.signatures.map((signature) => signatureStanding(state, signature));

  test("stands while the trial goes on", () => {
    const later = enrolled
      .on("2026-03-02")
      .began("at-preparation")
      .submitted("at-preparation/vitals/1", { weight: 69, height: 1.75 })
      .consented();
    expect(standing(later)).toMatchObject([{ standing: "valid", brokenBy: [] }]);
  });

  test("is broken by a change of what it rests on, and says by which", () => {
    const corrected = enrolled.corrected("at-screening/vitals/1", { weight: 47 });
    expect(standing(corrected)).toMatchObject([
      { standing: "broken", brokenBy: [{ where: "at-screening/vitals/1", path: "weight" }] },
    ]);
  });
});

describe("a screening failure", () => {
  test("names criteria of the protocol", () => {
    const fail = (criteria: readonly string[]) =>
      screened.refusal("fail-screening", { criteria, why: { freeText: "x" } })?.code;
    expect(fail(["adult"])).toBeUndefined();
    expect(fail(["adult", "tall"])).toBe("no-such-criterion");
  });

  test("happens in screening, not before and not after", () => {
    const fail = (story: Story) =>
      story.refusal("fail-screening", { criteria: [], why: { freeText: "x" } })?.code;
    expect([fail(aParticipant().contacted()), fail(screened), fail(enrolled)]).toEqual([
      "not-in-screening",
      undefined,
      "not-in-screening",
    ]);
  });
});

describe("the end of participation", () => {
  const end = (endedOn: string) => ({ reason: "withdrawal-by-participant", endedOn });

  test("is for those who were enrolled", () => {
    expect(screened.refusal("end-participation", end("2026-02-02"))?.code).toBe("not-enrolled");
  });

  test("lies between enrollment and today", () => {
    const later = enrolled.on("2026-03-02");
    expect(later.refusal("end-participation", end("2026-02-01"))?.code).toBe("ends-before-start");
    expect(later.refusal("end-participation", end("2026-03-03"))?.code).toBe("date-in-future");
  });

  test("leaves the record open to queries and corrections, and to nothing new", () => {
    const ended = enrolled.on("2026-03-02").does("end-participation", end("2026-03-01"));
    expect(stageOf(ended.state)).toBe("ended");
    const visit = { visitId: "at-preparation", mode: "in-person" };
    expect(ended.refusal("start-visit", visit)?.code).toBe("participation-ended");
    const question = {
      formKey: "at-screening/vitals/1",
      itemPath: "weight",
      question: { freeText: "Sure?" },
    };
    expect(ended.refusal("open-query", question)).toBeUndefined();
    expect(ended.corrected("at-screening/vitals/1", { weight: 70.5 }).state.version).toBeGreaterThan(
      ended.state.version,
    );
  });
});

describe("a transfer", () => {
  const transfer = { toSite: south, effectiveOn: "2026-02-02" };

  test("gives the participant to another site; both have looked after them", () => {
    const moved = enrolled.does("transfer-participant", transfer);
    expect(sitesOf(moved.state)).toEqual([north, south]);
    expect(moved.state.enrollment.number).toBe("01-0001");
  });

  test("has its day: before it the one site cares for them, after it the other, on it both", () => {
    const moved = enrolled.does("transfer-participant", transfer);
    const back = moved
      .on("2026-02-10")
      .does("transfer-participant", { toSite: north, effectiveOn: "2026-02-10" });
    const days = ["2026-02-01", "2026-02-02", "2026-02-03", "2026-02-10", "2026-02-11"] as CalendarDate[];
    expect(days.map((day) => sitesOn(back.state, day))).toEqual([
      [north],
      [north, south],
      [south],
      [south, north],
      [north],
    ]);
    expect(sitesOn(aParticipant().state, "2026-02-01" as CalendarDate)).toEqual([]);
  });

  test("leads to another site that there is", () => {
    expect(enrolled.refusal("transfer-participant", { ...transfer, toSite: north })?.code).toBe("same-site");
    const nowhere = { ...transfer, toSite: numberedId(2, 99) };
    expect(enrolled.refusal("transfer-participant", nowhere)?.code).toBe("no-such-site");
  });

  test("leads to a site at which the participant's protocol is in effect", () => {
    const third = numberedId(2, 3);
    const site = { number: "03", name: "East", country: "PL", zone: "Europe/Warsaw", languages: ["pl"] };
    const opened = enrolled.does("open-site", site, { about: third });
    const no = opened.refusal("transfer-participant", { ...transfer, toSite: third });
    expect(no?.code).toBe("version-not-approved");
  });

  test("is recorded when it has happened", () => {
    const no = enrolled.refusal("transfer-participant", { ...transfer, effectiveOn: "2026-02-03" });
    expect(no?.code).toBe("date-in-future");
  });
});

describe("moving to another version of the protocol", () => {
  const published = enrolled.does("publish-design", {
    design: { ...meadowStudy, version: "1.1" },
    summary: "Words.",
  });
  const approval = { committee: "Ethics committee", approvedOn: "2026-02-02", effectiveFrom: "2026-02-03" };
  const approved = published.does("approve-design-version", { version: "1.1", ...approval }).on("2026-02-03");
  const confirmed = approved.does("confirm-parameters", { version: "1.1", parameterIds: ["minimum-age"] });

  test("needs one that was published, is another, and is in effect at the site", () => {
    const move = (story: Story, toVersion: string) =>
      story.refusal("migrate-participant", { toVersion })?.code;
    expect(move(enrolled, "9")).toBe("no-such-version");
    expect(move(enrolled, "1.0")).toBe("same-version");
    expect(move(published, "1.1")).toBe("version-not-approved");
    expect(move(confirmed, "1.1")).toBe("consent-version-outdated");
  });

  test("needs a physician's word for its open numbers", () => {
    const signed = approved
      .does("approve-consent-version", {
        documentId: "main-consent",
        version: "2",
        language: "en",
        ...approval,
      })
      .consented({ version: "2" });
    expect(signed.refusal("migrate-participant", { toVersion: "1.1" })?.code).toBe(
      "parameters-not-confirmed",
    );
  });
});

test("a study has one number for a participant, from consent to the end", () => {
  const moved = enrolled.does("transfer-participant", { toSite: south, effectiveOn: "2026-02-02" });
  const next = moved.another(2).contacted().consented();
  expect(next.state.enrollment.number).toBe("01-0002");
});
