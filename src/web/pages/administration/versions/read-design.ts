import {
  assembleStudyDesign,
  checkStudyDesign,
  compareDesigns,
  type DesignFault,
  parseStudyDesign,
  type StudyDesign,
} from "#design";
import { failed, ok, type Result } from "#kernel";
import { publishedInstruments } from "#trial";

/** A file as it was chosen; within a folder, with the folder's own name before it: `study/forms/vitals.json`. */
export type ChosenFile = { readonly path: string; readonly text: string };

/** A fault of a design: where, what, and what to do about it. */
export type FileFault = Pick<DesignFault, "severity" | "path" | "message"> & { readonly remedy?: string };

/** A design as it was read: what it is, what is wrong with it, and what it changes. */
export type ReadDesign =
  | { readonly outcome: "unreadable"; readonly faults: readonly FileFault[] }
  | {
      readonly outcome: "read";
      readonly design: StudyDesign;
      readonly faults: readonly FileFault[];
      /** In words; undefined where there is no version before. */
      readonly changes?: readonly string[];
    };

type Located = { readonly design: StudyDesign; readonly locate: (path: string) => string };

/** Reads and checks a design, one file or a folder of them, by the same rules as the server, before anything is sent. */
export function readDesign(files: readonly ChosenFile[], current: StudyDesign | undefined): ReadDesign {
  const located = locate(files);
  if (!located.ok) return { outcome: "unreadable", faults: located.error };
  const { design, locate: placeOf } = located.value;
  const changes = current && compareDesigns(current, design).changes.map(({ sentence }) => sentence);
  const faults = checkStudyDesign(design, publishedInstruments);
  return {
    outcome: "read",
    design,
    faults: faults.map((fault) => ({ ...fault, path: placeOf(fault.path) })),
    ...(changes ? { changes } : {}),
  };
}

function locate(files: readonly ChosenFile[]): Result<Located, readonly FileFault[]> {
  const parsed = files.map((file) => ({ ...file, json: parseJson(file.text) }));
  const broken = parsed.flatMap(({ path, json }) => (json.ok ? [] : [faultAt(path, json.error)]));
  if (broken.length > 0) return failed(broken);
  const read = parsed.map(
    ({ path, json }) => [withinFolder(path), json.ok ? json.value : undefined] as const,
  );
  const [only] = read;
  if (files.length === 1 && only && !files[0]?.path.includes("/")) return oneFile(only[1]);
  const assembled = assembleStudyDesign(Object.fromEntries(read));
  if (!assembled.ok)
    return failed(assembled.error.map(({ message, ...place }) => faultAt(renderPlace(place), message)));
  const { design, locate: placeOf } = assembled.value;
  return ok({ design, locate: (path) => renderPlace(placeOf(path)) });
}

function oneFile(json: unknown): Result<Located, readonly FileFault[]> {
  const parsed = parseStudyDesign(json);
  if (!parsed.ok) return failed(parsed.error.issues.map(({ path, message }) => faultAt(path, message)));
  return ok({ design: parsed.value, locate: (path) => path });
}

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    return failed(`expected JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The folder's own name says nothing of the design. */
function withinFolder(path: string): string {
  return path.includes("/") ? path.slice(path.indexOf("/") + 1) : path;
}

function renderPlace({ file, path }: { readonly file: string; readonly path: string }): string {
  return path === "" ? file : `${file}: ${path}`;
}

function faultAt(path: string, message: string): FileFault {
  return { severity: "error", path, message };
}
