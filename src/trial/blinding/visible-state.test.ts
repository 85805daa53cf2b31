import { expect, test } from "vitest";
import type { StaffName } from "../testing/people.ts";
import { seenBy } from "../testing/seen.ts";
import { aParticipant } from "../testing/story.ts";
import { visibleState } from "./visible-state.ts";

const dosed = aParticipant()
  .screened()
  .confirmedEligible()
  .enrolled()
  .on("2026-03-16")
  .does("record-held-visit", { visitId: "at-dosing", mode: "in-person" })
  .submitted("at-dosing/discharge/1", { escorted: true, "last-pulse": 88 });

const seen = (name: StaffName) => visibleState(dosed.state, seenBy(name, dosed)).forms;

test("rules that run for somebody know the forms and items that this person sees, and no others", () => {
  const discharge = "at-dosing/discharge/1";
  expect(Object.keys(seen("coordinator")[discharge]?.items ?? {})).toEqual(["escorted", "last-pulse"]);
  expect(seen("coordinator")[discharge]?.derived).toEqual({ "pulse-settled": true });
  expect(Object.keys(seen("monitor")[discharge]?.items ?? {})).toEqual(["escorted"]);
  expect(seen("monitor")[discharge]?.derived).toEqual({});
  expect(Object.keys(seen("firstRater"))).toEqual([]);
});
