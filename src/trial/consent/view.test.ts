import { describe, expect, test } from "vitest";
import { north } from "../testing/people.ts";
import { pageOf } from "../testing/seen.ts";
import { aParticipant, type Story } from "../testing/story.ts";
import type { ConsentView } from "./view.ts";

const signed = aParticipant().contacted().consented();
const approve = (story: Story, version: string, more: object = {}): Story =>
  story.does(
    "approve-consent-version",
    {
      documentId: "main-consent",
      version,
      language: "en",
      committee: "Ethics committee",
      approvedOn: "2026-02-05",
      effectiveFrom: "2026-02-10",
      ...more,
    },
    { about: north },
  );

function mainOf(story: Story): ConsentView["documents"][number] {
  const found = pageOf(story).consent.documents.find(({ documentId }) => documentId === "main-consent");
  if (!found) throw new Error("The page shows no main consent.");
  return found;
}

describe("on a participant's page, consent", () => {
  test("was never signed, then stands", () => {
    expect(mainOf(aParticipant().contacted()).state).toBe("never-signed");
    expect(mainOf(signed)).toMatchObject({ state: "current", signedVersion: "1", signAgainBy: null });
  });

  test("waits for a new signature to a major change until its day, and has lapsed from then on", () => {
    const amended = approve(signed.on("2026-02-05"), "2", { reconsentBy: "2026-03-01" });
    expect(mainOf(amended).state).toBe("current");
    expect(mainOf(amended.on("2026-02-20"))).toMatchObject({
      state: "sign-again",
      newerVersion: "2",
      signAgainBy: "2026-03-01",
    });
    expect(mainOf(amended.on("2026-03-02"))).toMatchObject({ state: "version-outdated" });
  });

  test("is not asked for anew of somebody who has left", () => {
    const amended = approve(aParticipant().screened().on("2026-02-05"), "2", { reconsentBy: "2026-03-01" });
    const failed = amended.does("fail-screening", { criteria: [], why: { freeText: "Moved away." } });
    expect(mainOf(amended.on("2026-03-10")).state).toBe("version-outdated");
    expect(mainOf(failed.on("2026-03-10"))).toMatchObject({
      state: "current",
      since: null,
      newerVersion: null,
    });
    expect(mainOf(failed.on("2026-03-10").withdrew(["drug"])).state).toBe("partly-withdrawn");
  });

  test("that was taken back in part is neither whole nor gone", () => {
    const part = signed.withdrew(["recordings"]);
    expect(mainOf(part).state).toBe("partly-withdrawn");
    const all = signed.withdrew(["drug", "therapy", "visits", "recordings", "contact"]);
    expect(mainOf(all)).toMatchObject({ state: "withdrawn", since: "2026-02-02" });
  });

  test("stands although a part was taken back that taking part does not require", () => {
    const more = aParticipant()
      .contacted()
      .consented({ scopes: ["drug", "therapy", "visits", "recordings", "contact", "future-use"] });
    expect(mainOf(more.withdrew(["future-use"])).state).toBe("current");
  });

  test("says of each part whether it was agreed to, declined, or taken back and since when", () => {
    const { scopes } = pageOf(signed.on("2026-02-09").withdrew(["recordings"])).consent;
    const standing = Object.fromEntries(
      scopes.map(({ scope, standing, since }) => [scope, [standing, since]]),
    );
    expect(standing).toMatchObject({
      drug: ["agreed", null],
      recordings: ["withdrawn", "2026-02-09"],
      "future-use": ["declined", null],
    });
  });

  test("to a part of the study is asked for by the visits that it covers", () => {
    const { documents } = pageOf(signed).consent;
    expect(documents.map(({ documentId, neededFor }) => [documentId, neededFor])).toEqual([
      ["main-consent", []],
      ["retreatment-consent", ["Retreatment"]],
    ]);
  });

  test("keeps every signature and every withdrawal, with who was told and why", () => {
    const { signed: signatures, withdrawals } = pageOf(
      signed.does("withdraw-consent", {
        scopes: ["recordings"],
        effectiveOn: "2026-02-02",
        toldBy: "participant",
        why: { freeText: "Does not want to be seen." },
      }),
    ).consent;
    expect(signatures).toMatchObject([{ version: "1", language: "en", discussedWith: "Ines Investigator" }]);
    expect(withdrawals).toMatchObject([
      { scopes: ["recordings"], toldBy: "participant", why: "Does not want to be seen." },
    ]);
  });
});
