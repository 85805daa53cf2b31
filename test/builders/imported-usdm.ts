import type { StudyDesign } from "#design";
import { renderIssue } from "#kernel";
import { importUsdm, type UsdmImport } from "#standards";

/** What a document that must be importable gives; a refusal fails the test with its places. */
export function imported(document: unknown): UsdmImport {
  const result = importUsdm(document);
  if (!result.ok) throw new Error(result.error.issues.slice(0, 5).map(renderIssue).join("\n"));
  return result.value;
}

/** The first design of a document. */
export function importedDesign(document: unknown): StudyDesign {
  const [design] = imported(document).designs;
  if (!design) throw new Error("Expected a design.");
  return design;
}
