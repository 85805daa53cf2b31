import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { assembleStudyDesign, parseStudyDesign, type StudyDesign } from "#design";
import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";

/** A design that was read from disk. */
export type DesignOnDisk = {
  readonly design: StudyDesign;
  /** Where a path of the design is written: `forms/vitals.json: label`. */
  readonly locate: (designPath: string) => string;
};

/** Reads a design from one JSON file, or from a folder of them. Every fault names its file and its place in it. */
export function readStudyDesign(place: string): Result<DesignOnDisk, InvalidInput> {
  if (!existsSync(place))
    return failed(invalidInput({ path: place, message: "there is no such file or folder" }));
  return statSync(place).isDirectory() ? readFolder(place) : readFile(place);
}

function readFile(file: string): Result<DesignOnDisk, InvalidInput> {
  const json = readJson(file);
  if (!json.ok) return failed(invalidInput(json.error));
  const parsed = parseStudyDesign(json.value);
  return parsed.ok ? ok({ design: parsed.value, locate: (designPath) => designPath }) : parsed;
}

function readFolder(folder: string): Result<DesignOnDisk, InvalidInput> {
  const files: Record<string, unknown> = {};
  for (const name of jsonFilesIn(folder)) {
    const json = readJson(path.join(folder, name));
    if (!json.ok) return failed(invalidInput(json.error));
    files[name.split(path.sep).join("/")] = json.value;
  }
  const assembled = assembleStudyDesign(files);
  if (!assembled.ok) {
    return failed(
      invalidInput(...assembled.error.map((fault) => ({ path: renderPlace(fault), message: fault.message }))),
    );
  }
  const { design, locate } = assembled.value;
  return ok({ design, locate: (designPath) => renderPlace(locate(designPath)) });
}

function renderPlace({ file, path: at }: { readonly file: string; readonly path: string }): string {
  return at === "" ? file : `${file}: ${at}`;
}

function jsonFilesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .sort();
}

function readJson(file: string): Result<unknown, InputIssue> {
  try {
    return ok(JSON.parse(readFileSync(file, "utf8")) as unknown);
  } catch (error) {
    return failed({ path: file, message: `expected JSON: ${(error as Error).message}` });
  }
}
