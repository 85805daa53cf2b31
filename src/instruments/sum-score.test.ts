import { expect, test } from "vitest";
import { meanScore, sumScore } from "./sum-score.ts";

const answers = new Map([
  ["a", 3],
  ["b", 1],
  ["c", 2],
]);

test("a full form is summed and averaged", () => {
  expect(sumScore(answers, ["a", "b", "c"])).toEqual({ computed: { value: 6 }, prorated: false });
  expect(meanScore(answers, ["a", "b", "c"])).toEqual({ value: 2 });
});

test("missing items count as the mean of the others, as many as the rule permits", () => {
  expect(sumScore(answers, ["a", "b", "c", "d"], 1)).toEqual({ computed: { value: 8 }, prorated: true });
  expect(sumScore(answers, ["a", "b", "c", "d", "e"], 1)).toEqual({
    computed: { value: null, reason: "d, e not answered; at most 1 may be missing" },
    prorated: false,
  });
  expect(meanScore(answers, ["a", "d"])).toEqual({
    value: null,
    reason: "d not answered; none may be missing",
  });
});

test("nothing is prorated from nothing", () => {
  expect(sumScore(answers, ["d", "e"], 2).computed.value).toBeNull();
});
