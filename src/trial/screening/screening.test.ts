import { describe, expect, test } from "vitest";
import { designVersionOf, siteOf, stageOf } from "../participant.ts";
import { meadowAmendment } from "../testing/meadow-study.ts";
import { north, numberedId, south } from "../testing/people.ts";
import { aCall, anEmptyStudy, aParticipant } from "../testing/story.ts";

describe("a contact before consent", () => {
  test("makes the record of a person, with how they heard of the study and in which language they spoke", () => {
    const { state } = aParticipant().contacted({ recruitmentSource: "veterans' group", language: "es" });
    expect(stageOf(state)).toBe("pre-screening");
    expect(siteOf(state)).toBe(north);
    expect(state.screening.contacts).toMatchObject([
      { recruitmentSource: "veterans' group", language: "es", at: "2026-02-02T14:00:00.000Z" },
    ]);
  });

  test("that failed says why, and one that did not gives no reason for failing", () => {
    const log = (outcome: string, failReasons: readonly string[]) =>
      aParticipant().refusal("log-contact", { ...aCall, outcome, failReasons })?.code;
    expect(log("failed", [])).toBe("fail-reason-mismatch");
    expect(log("failed", ["too far away"])).toBeUndefined();
    expect(log("continues", ["too far away"])).toBe("fail-reason-mismatch");
    expect(log("declined", [])).toBeUndefined();
  });

  test("that failed or was declined ends pre-screening, until a later one continues", () => {
    const failed = aParticipant().contacted({ outcome: "failed", failReasons: ["pregnant"] });
    expect(stageOf(failed.state)).toBe("pre-screening-failed");
    expect(stageOf(failed.contacted().state)).toBe("pre-screening");
    expect(stageOf(aParticipant().contacted({ outcome: "declined" }).state)).toBe("pre-screening-failed");
  });

  test("every one is kept", () => {
    const twice = aParticipant().contacted({ outcome: "not-reached" }).contacted();
    expect(twice.state.screening.contacts.map(({ outcome }) => outcome)).toEqual([
      "not-reached",
      "continues",
    ]);
  });

  test("is none any more once the consent form is signed", () => {
    const no = aParticipant().contacted().consented().refusal("log-contact", aCall);
    expect(no?.code).toBe("already-consented");
  });

  test("is logged at a site that there is, and at the one that looks after the person", () => {
    const nowhere = { ...aCall, siteId: numberedId(2, 99) };
    expect(aParticipant().refusal("log-contact", nowhere)?.code).toBe("no-such-site");
    const elsewhere = { ...aCall, siteId: south };
    expect(aParticipant().contacted().refusal("log-contact", elsewhere)?.code).toBe("other-site");
  });

  test("needs a protocol", () => {
    expect(anEmptyStudy().refusal("log-contact", aCall)?.code).toBe("no-protocol-in-effect");
  });
});

describe("the protocol that binds", () => {
  const amended = aParticipant()
    .contacted()
    .does("publish-design", { design: meadowAmendment, summary: "Amendment 1." });
  const approval = { committee: "Ethics committee", approvedOn: "2026-02-02", effectiveFrom: "2026-02-10" };
  const approved = amended.does("approve-design-version", { version: "2.0", ...approval });

  test("whoever consents is the one in effect at the site on that day, whatever it was at the first call", () => {
    const bound = (day: string) => designVersionOf(approved.on(day).consented().state);
    expect([bound("2026-02-09"), bound("2026-02-10")]).toEqual(["1.0", "2.0"]);
  });

  test("whoever has consented does not change with an approval", () => {
    const consented = amended.consented();
    const later = consented.does("approve-design-version", { version: "2.0", ...approval }).on("2026-03-01");
    expect(designVersionOf(later.state)).toBe("1.0");
  });

  test("nobody is bound by a protocol that no ethics committee has approved", () => {
    const other = anEmptyStudy().on("2026-02-02");
    const published = other.does("publish-design", { design: meadowAmendment, summary: "First version." });
    const called = published.contacted();
    expect(called.state.screening.contacts[0]?.designVersion).toBe("2.0");
    const consent = { documentId: "main-consent", version: "1", language: "en", signedBy: "ink-on-paper" };
    const no = called.refusal("sign-consent", {
      ...consent,
      scopes: ["drug"],
      signedOn: "2026-02-02",
      discussedWith: "Ines",
      copyGiven: true,
    });
    expect(no?.code).toBe("no-protocol-in-effect");
  });
});
