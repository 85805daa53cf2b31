import { describe, expect, test } from "vitest";
import { type HistoryEntry, viewHistory } from "./history-view.ts";
import { type StaffName, staff } from "./testing/people.ts";
import { seenBy } from "./testing/seen.ts";
import { aParticipant, type Story } from "./testing/story.ts";

function historySeen(story: Story, by: StaffName = "coordinator"): readonly HistoryEntry[] {
  const events = story.trial.events.filter(({ meta }) => meta.stream === `participant:${story.id}`);
  const nameOf = (user: string) => Object.values(staff).find((one) => one.user === user)?.name ?? user;
  return viewHistory(events, { ...seenBy(by, story), nameOf });
}

const corrected = aParticipant().screened().corrected("at-screening/vitals/1", { weight: 71 });

describe("a participant's history", () => {
  test("tells what happened in its order, by whom, in which role, by which way", () => {
    const types = historySeen(corrected).map(({ type }) => type);
    expect(types.indexOf("PreScreeningContactLogged")).toBe(0);
    expect(types.indexOf("ConsentSigned")).toBeLessThan(types.indexOf("FormSubmitted"));
    const [first] = historySeen(corrected);
    expect(first).toMatchObject({ version: 1, by: expect.any(String), role: "site-coordinator" });
    expect(first?.hash).not.toBe("");
  });

  test("shows a correction with the item's name, the old and the new value in words, and why", () => {
    const entry = historySeen(corrected).at(-1);
    expect(entry).toMatchObject({ formKey: "at-screening/vitals/1", reason: "Slip of the pen." });
    expect(entry?.changes).toMatchObject([
      { path: "weight", label: "Weight", from: 70, to: 71, fromText: "70 kg", toText: "71 kg" },
    ]);
  });

  test("keeps what was said on a form from whom it is hidden, and tells that something is missing", () => {
    const dosed = corrected
      .confirmedEligible()
      .enrolled()
      .on("2026-03-16")
      .does("record-held-visit", { visitId: "at-dosing", mode: "in-person" })
      .submitted("at-dosing/discharge/1", { escorted: true, "last-pulse": 88 });
    const asSeen = (by: StaffName) => historySeen(dosed, by).findLast(({ type }) => type === "FormSubmitted");
    expect(asSeen("coordinator")?.changes.map(({ path }) => path)).toEqual(["escorted", "last-pulse"]);
    expect(asSeen("monitor")).toMatchObject({ isRedacted: true, changes: [{ path: "escorted" }] });
    expect(asSeen("monitor")?.changes).toHaveLength(1);
  });
});
