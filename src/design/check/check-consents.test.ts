import { describe, expect, test } from "vitest";
import { type Edits, faultLines } from "../testing/edited-study.ts";

const next = {
  version: "2",
  date: "2026-02-01",
  change: "minor",
  summary: "Clearer words",
  languages: ["en"],
};
const versions = "consents.main-consent.versions.+";

describe("consent", () => {
  test.each<[string, Edits, readonly string[]]>([
    ["a second version in order is sound", { [versions]: next }, []],
    ["a design with forms needs one", { consents: [] }, ["warning no-consent consents"]],
    [
      "one that a single encounter asks for is none to taking part",
      { "consents.main-consent.neededFor": ["dosing-1"] },
      ["warning no-consent consents"],
    ],
    [
      "no scope is required and optional",
      { "consents.main-consent.optionalScopes": ["drug"] },
      ["error scope-contradictory consents.0"],
    ],
    [
      "a version is given once",
      { [versions]: { ...next, version: "1" } },
      ["error duplicate-id consents.0.versions.1.version"],
    ],
    [
      "a version is not dated before the one that it follows",
      { [versions]: { ...next, date: "2025-01-01" } },
      ["error version-order consents.0.versions.1.date"],
    ],
    [
      "only the first version is the initial one",
      { [versions]: { ...next, change: "initial" } },
      ["error version-order consents.0.versions.1.change"],
    ],
    [
      "a dosing session is no safety assessment: it waits for consent",
      { "encounters.dosing-1.safetyAssessment": true },
      ["error dose-without-consent encounters.2.safetyAssessment"],
    ],
    [
      "a major change says by when it is signed",
      { [versions]: { ...next, change: "major" } },
      ["warning reconsent-open consents.0.versions.1"],
    ],
  ])("%s", (_, edits, expected) => {
    expect(faultLines(edits)).toEqual(expected);
  });
});
