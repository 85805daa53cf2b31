import { describe, expect, test } from "vitest";
import { readGoldenFolder } from "../../conformance/stats/golden-folder.ts";
import { loadTruthFunctions } from "../../conformance/stats/load-adapters.ts";
import { truthCases } from "../../conformance/stats/truth-points.ts";
import { failures, testGroups, untaken } from "./golden-results.ts";

const cases = readGoldenFolder(import.meta.dirname);
const isMixed = /\/(mmrm|mmrm-gls|lmm)\//;

const waiting = [
  "bias",
  "blinding",
  "diag",
  "escalc",
  "glmm",
  "gs",
  "gs-n",
  "gs-x",
  "lmm",
  "meta",
  "metareg",
  "mh",
  "mi-rb",
  "mmrm",
  "mv",
  "mvn",
  "nma",
  "power",
  "random",
  "responder",
  "responder-x",
  "rma",
  "rng",
];

testGroups(
  "figures of R",
  cases.filter(({ place }) => !isMixed.test(place)),
);

describe("the cases", () => {
  test("without a method of ours are of these groups alone, which wait for theirs", () => {
    const left = new Set(untaken(cases).map((place) => place.split("/").slice(-2)[0] ?? place));
    expect([...left].filter((group) => !waiting.includes(group))).toEqual([]);
  });

  test("every distribution function is within 1e-13 of the truth, the non-central ones within 1e-11", async () => {
    const results = truthCases(import.meta.dirname, await loadTruthFunctions());
    expect(results.length).toBeGreaterThan(20);
    expect(failures(results)).toEqual([]);
  });
});
