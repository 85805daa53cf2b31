import { describe, expect, test } from "vitest";
import { score } from "../score.ts";
import { sds } from "./sds.ts";

describe("SDS", () => {
  test("gives the sum 0–30, the mean 0–10 and the number of domains answered", () => {
    expect(score(sds, { work: 10, social: 7, family: 4 })).toMatchObject({
      value: { scores: { sum: 21, mean: 7, itemsAnswered: 3 }, missing: [] },
    });
  });

  test("where work does not apply the mean is of two domains and there is no sum", () => {
    const result = score(sds, { workNotApplicable: true, social: 7, family: 4 });
    expect(result).toMatchObject({
      value: { scores: { sum: null, mean: 5.5, itemsAnswered: 2 }, missing: [] },
    });
    expect(result.ok && result.value.reasons["sum"]).toBe(
      "work does not apply, so the sum of three is not defined",
    );
  });

  test("work that was only left out is missing, and is not taken as not applicable", () => {
    expect(score(sds, { social: 7, family: 4 })).toMatchObject({
      value: { scores: { sum: null, mean: null, itemsAnswered: 2 }, missing: ["work"] },
    });
    expect(score(sds, { workNotApplicable: false, social: 7, family: 4 })).toMatchObject({
      value: { scores: { mean: null }, missing: ["work"] },
    });
  });

  test("work that was both rated and marked as not applicable is invalid input", () => {
    expect(score(sds, { work: 0, workNotApplicable: true })).toMatchObject({
      ok: false,
      error: { issues: [{ path: "work" }] },
    });
  });

  test("days lost and underproductive are kept out of the scores", () => {
    expect(score(sds, { work: 1, social: 1, family: 1, daysLost: 7, daysUnderproductive: 7 })).toMatchObject({
      value: { scores: { sum: 3, mean: 1 } },
    });
  });
});
