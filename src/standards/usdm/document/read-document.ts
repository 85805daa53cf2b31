import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { checkNesting } from "../schema/check-nesting.ts";
import { checkShape } from "../schema/check-shape.ts";
import { quoted } from "../schema/describe.ts";
import { isRecord } from "../schema/json-record.ts";
import { checkCircles } from "./check-circles.ts";
import { checkIds, indexById } from "./check-ids.ts";
import { type BrokenReference, checkReferences, isLoadBearing } from "./check-references.ts";
import { objectsWithin, partsOf, type UsdmObject, usdmObject } from "./usdm-object.ts";

/** A document whose shape, ids, references and chains were checked, and the study version to be read. */
export type UsdmDocument = {
  readonly wrapper: UsdmObject;
  readonly study: UsdmObject;
  readonly version: UsdmObject;
  /** What the study holds beside its other versions, by id. */
  readonly byId: ReadonlyMap<string, UsdmObject>;
  /** References on which no design stands, and which lead nowhere. */
  readonly brokenReferences: readonly BrokenReference[];
};

/**
 * Checks a document of USDM v4 and chooses the version of the study that has the given version
 * identifier, or the first.
 */
export function readDocument(json: unknown, identifier?: string): Result<UsdmDocument, InvalidInput> {
  const issues = formIssues(json);
  if (!isRecord(json) || issues.length > 0) return failed(invalidInput(...issues));
  const wrapper = usdmObject(json, "");
  const study = partsOf(wrapper, "study")[0];
  const version = study && chooseVersion(study, identifier);
  if (!study || !version) return failed(invalidInput(noVersion(study, identifier)));
  if (partsOf(version, "studyDesigns").length === 0) {
    const path = `${version.path}.studyDesigns`;
    return failed(invalidInput({ path, message: "expected at least one study design, got none" }));
  }
  return checkLinks(wrapper, study, version);
}

function formIssues(json: unknown): readonly InputIssue[] {
  const nesting = checkNesting(json);
  if (nesting.length > 0) return nesting;
  const version = isRecord(json) ? json["usdmVersion"] : undefined;
  if (typeof version === "string" && !/^4(\.|$)/.test(version)) {
    const message = `expected USDM 4 (4.0.0), got ${quoted(version)}; export the study as USDM v4 and import that`;
    return [{ path: "usdmVersion", message }];
  }
  return checkShape(json);
}

function chooseVersion(study: UsdmObject, identifier: string | undefined): UsdmObject | undefined {
  const versions = partsOf(study, "versions");
  return identifier === undefined
    ? versions[0]
    : versions.find(({ values }) => values["versionIdentifier"] === identifier);
}

function noVersion(study: UsdmObject | undefined, identifier: string | undefined): InputIssue {
  const known = (study ? partsOf(study, "versions") : []).map(({ values }) =>
    quoted(String(values["versionIdentifier"])),
  );
  const path = "study.versions";
  if (identifier === undefined) return { path, message: "expected at least one study version, got none" };
  const among = known.length === 0 ? "none" : known.join(", ");
  return { path, message: `expected a study version ${quoted(identifier)}, got ${among}` };
}

function checkLinks(
  wrapper: UsdmObject,
  study: UsdmObject,
  version: UsdmObject,
): Result<UsdmDocument, InvalidInput> {
  const isElsewhere = ({ path }: UsdmObject): boolean =>
    path.startsWith("study.versions.") && path !== version.path && !path.startsWith(`${version.path}.`);
  const objects = objectsWithin(study).filter((object) => !isElsewhere(object));
  const byId = indexById(objects);
  const references = checkReferences(objects, byId);
  const issues = [
    ...checkIds(objects, byId),
    ...references.filter(isLoadBearing).map(({ path, message }) => ({ path, message })),
    ...checkCircles(objects),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const brokenReferences = references.filter((reference) => !isLoadBearing(reference));
  return ok({ wrapper, study, version, byId, brokenReferences });
}
