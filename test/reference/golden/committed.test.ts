import { describe, expect, test } from "vitest";
import { readGoldenFolder } from "../../conformance/stats/golden-folder.ts";
import { loadTruthFunctions } from "../../conformance/stats/load-adapters.ts";
import { truthCases } from "../../conformance/stats/truth-points.ts";
import { failures, testGroups, untaken } from "./golden-results.ts";

const cases = readGoldenFolder(import.meta.dirname);
const isMixed = /\/(mmrm|mmrm-gls|lmm)\//;

testGroups(
  "figures of R",
  cases.filter(({ place }) => !isMixed.test(place)),
);

describe("the cases", () => {
  test("at most two in a hundred have no method of ours", () => {
    const left = untaken(cases);
    expect(left.length / cases.length, left.slice(0, 20).join(", ")).toBeLessThanOrEqual(0.02);
  });

  test("every distribution function is within 1e-13 of the truth, the non-central ones within 1e-11", async () => {
    const results = truthCases(import.meta.dirname, await loadTruthFunctions());
    expect(results.length).toBeGreaterThan(20);
    expect(failures(results)).toEqual([]);
  });
});
