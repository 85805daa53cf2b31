import { failed, type InvalidInput, invalidInput, ok, type Result, renderPath } from "#kernel";
import { type StudyDesign, studyDesign } from "./model/study-design.ts";

/** Reads a study design from JSON that was parsed already; every fault comes with its path. */
export function parseStudyDesign(json: unknown): Result<StudyDesign, InvalidInput> {
  const parsed = studyDesign.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  return failed(
    invalidInput(...parsed.error.issues.map(({ path, message }) => ({ path: renderPath(path), message }))),
  );
}
