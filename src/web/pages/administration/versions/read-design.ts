import {
  checkStudyDesign,
  compareDesigns,
  type DesignFault,
  parseStudyDesign,
  type StudyDesign,
} from "#design";
import { publishedInstruments } from "#trial";

/** A fault of a design file: where, what, and what to do about it. */
export type FileFault = Pick<DesignFault, "severity" | "path" | "message"> & { readonly remedy?: string };

/** A design file as it was read: what it is, what is wrong with it, and what it changes. */
export type ReadDesign =
  | { readonly outcome: "not-json"; readonly why: string }
  | { readonly outcome: "unreadable"; readonly faults: readonly FileFault[] }
  | {
      readonly outcome: "read";
      /** As it stands in the file; the server reads it anew. */
      readonly json: unknown;
      readonly title: string;
      readonly version: string;
      readonly faults: readonly FileFault[];
      /** In words; undefined where there is no version before. */
      readonly changes?: readonly string[];
    };

/** Reads and checks a design by the same rules as the server, before anything is sent. */
export function readDesign(text: string, current: StudyDesign | undefined): ReadDesign {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { outcome: "not-json", why: error instanceof Error ? error.message : String(error) };
  }
  const parsed = parseStudyDesign(json);
  if (!parsed.ok) {
    const faults = parsed.error.issues.map(
      ({ path, message }): FileFault => ({ severity: "error", path, message }),
    );
    return { outcome: "unreadable", faults };
  }
  const design = parsed.value;
  const changes = current && compareDesigns(current, design).changes.map(({ sentence }) => sentence);
  return {
    outcome: "read",
    json,
    title: design.title,
    version: design.version,
    faults: checkStudyDesign(design, publishedInstruments),
    ...(changes ? { changes } : {}),
  };
}
