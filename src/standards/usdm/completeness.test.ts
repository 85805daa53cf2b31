import { expect, test } from "vitest";
import { imported } from "../../../test/builders/imported-usdm.ts";
import { type JsonObject, valueAt, withValue } from "../../../test/builders/json.ts";
import { aUsdmDocument } from "../../../test/builders/usdm-document.ts";
import { isListed, leavesOf, textsOf, unaccountedFor } from "../../../test/oracles/usdm-coverage.ts";
import { importUsdm } from "./import-usdm.ts";

test("whatever a document says is in the design or listed as not represented", () => {
  const document = aUsdmDocument();
  expect(unaccountedFor(document, imported(document))).toEqual([]);
});

test("a word put anywhere in a document turns up in the design, or its place is listed, or it is refused", () => {
  const document = aUsdmDocument();
  const silent = leavesOf(document)
    .map(([path]) => path)
    .filter((path) => typeof valueAt(document, path) === "string")
    .filter((path) => {
      const result = importUsdm(withValue(document, path, "zq17"));
      return result.ok && !isListed(path, result.value) && !textsOf(result.value).includes("zq17");
    });
  expect(silent).toEqual([]);
});

test("what USDM does not know is listed with its path", () => {
  const known = withValue(aUsdmDocument(), "study.versions.0.mood", { bright: true, shades: ["red"] });
  const { notRepresented } = imported(withValue(known, "color", "blue"));
  expect(notRepresented).toContainEqual({
    path: "study.versions.0.mood",
    what: 'the attribute "mood"',
    why: "USDM 4.0 has no such attribute, so nobody can tell what it means",
  });
  expect(notRepresented.map(({ path, what }) => `${path}: ${what}`)).toContain(
    'color: the attribute "color" ("blue")',
  );
});

test("what stands in many places is listed once, with how often and an example", () => {
  const { notRepresented } = imported(aUsdmDocument());
  expect(notRepresented).toContainEqual({
    path: "study.versions.0.studyDesigns.0.arms.*.dataOriginDescription",
    what: '2 × StudyArm.dataOriginDescription ("From participants")',
    why: "whatever a trial records is generated within it",
  });
});

test("another version of the study is listed whole", () => {
  const document = aUsdmDocument();
  const version = valueAt(document, "study.versions.0") as JsonObject;
  const both = withValue(document, "study.versions", [version, { ...version, versionIdentifier: "3" }]);
  expect(imported(both).notRepresented).toContainEqual({
    path: "study.versions.1",
    what: "StudyVersion",
    why: "one version is imported at a time, chosen by its version identifier",
  });
});
