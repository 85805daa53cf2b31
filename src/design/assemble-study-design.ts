import { failed, ok, type Result } from "#kernel";
import type { StudyDesign } from "./model/study-design.ts";
import { parseStudyDesign } from "./parse-study-design.ts";

/** The JSON of a folder, by path within it: `study.json`, `forms/vitals.json`. */
export type DesignFiles = { readonly [relativePath: string]: unknown };

/** A place in one of the files; the empty path is the whole file. */
export type FilePlace = { readonly file: string; readonly path: string };

export type FileFault = FilePlace & { readonly message: string };

export type AssembledDesign = {
  readonly design: StudyDesign;
  /** Where a path of the design is written: `forms.3.label` → `{ file: "forms/vitals.json", path: "label" }`. */
  readonly locate: (designPath: string) => FilePlace;
};

const wholeFile: Readonly<Record<string, keyof StudyDesign>> = {
  "parameters.json": "parameters",
  "arms.json": "arms",
  "epochs.json": "epochs",
  "elements.json": "elements",
  "cells.json": "cells",
  "population.json": "population",
  "objectives.json": "objectives",
  "estimands.json": "estimands",
  "encounters.json": "encounters",
  "activities.json": "activities",
  "code-lists.json": "codeLists",
  "criteria.json": "eligibilityCriteria",
  "consents.json": "consents",
  "blinding.json": "blinding",
  "emergency-care.json": "emergencyCare",
  "closed-reports.json": "closedReports",
  "dose-regimens.json": "doseRegimens",
  "kits.json": "kits",
  "randomization.json": "randomization",
  "independent-rating.json": "independentRating",
  "recordings.json": "recordings",
  "follow-up.json": "followUp",
  "incidents.json": "incidents",
  "sessions.json": "sessions",
  "safety.json": "safety",
  "amendments.json": "amendments",
};

const folders: Readonly<Record<string, keyof StudyDesign>> = {
  timelines: "scheduleTimelines",
  forms: "forms",
};

/**
 * Composes a design from a folder: `study.json` holds whatever has no file of its own; `forms/` and `timelines/`
 * hold one thing a file, taken in the order of their names. Faults name the file and the place in it.
 */
export function assembleStudyDesign(files: DesignFiles): Result<AssembledDesign, readonly FileFault[]> {
  const study = files["study.json"];
  if (!isObject(study)) {
    const message = study === undefined ? "is missing" : "expected an object";
    return failed([{ file: "study.json", path: "", message }]);
  }
  const composed: Record<string, unknown> = { ...study };
  const origins = new Map<string, string>();
  const faults: FileFault[] = [];
  for (const file of Object.keys(files).sort()) {
    if (file === "study.json") continue;
    const fault = addFile(composed, origins, study, file, files[file]);
    if (fault !== undefined) faults.push({ file, path: "", message: fault });
  }
  const locate = (designPath: string): FilePlace => locateIn(origins, designPath);
  const parsed = parseStudyDesign(composed);
  if (!parsed.ok)
    faults.push(...parsed.error.issues.map(({ path, message }) => ({ ...locate(path), message })));
  return parsed.ok && faults.length === 0 ? ok({ design: parsed.value, locate }) : failed(faults);
}

/** Puts one file in its place; says what is wrong with the file as such. */
function addFile(
  composed: Record<string, unknown>,
  origins: Map<string, string>,
  study: object,
  file: string,
  content: unknown,
): string | undefined {
  const folder = /^([a-z-]+)\/[^/]+\.json$/.exec(file)?.[1];
  const property = folder === undefined ? own(wholeFile, file) : own(folders, folder);
  if (property === undefined) return "is not part of a design; its name is none of those that are read";
  if (property in study) return `${property} is in study.json too; leave it in one place`;
  if (folder === undefined) {
    composed[property] = content;
    origins.set(property, file);
    return undefined;
  }
  const list = Array.isArray(composed[property]) ? composed[property] : [];
  origins.set(`${property}.${list.length}`, file);
  composed[property] = [...list, content];
  return undefined;
}

function own(table: Readonly<Record<string, keyof StudyDesign>>, key: string): keyof StudyDesign | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The file whose place in the design is the longest beginning of the path. */
function locateIn(origins: ReadonlyMap<string, string>, designPath: string): FilePlace {
  const parts = designPath.split(".");
  for (const length of [2, 1]) {
    const file = origins.get(parts.slice(0, length).join("."));
    if (file !== undefined) return { file, path: parts.slice(length).join(".") };
  }
  return { file: "study.json", path: designPath };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
