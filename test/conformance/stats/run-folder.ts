import { readGoldenFolder } from "./golden-folder.ts";
import { loadAdapters, loadTruthFunctions } from "./load-adapters.ts";
import { type CaseResult, runCase } from "./run-cases.ts";
import { truthCases } from "./truth-points.ts";

/** Runs all cases of a folder, or of one of its groups, and the truth file that it may have. */
export async function runFolder(root: string, group?: string): Promise<readonly CaseResult[]> {
  const adapters = await loadAdapters();
  const placed = readGoldenFolder(root).filter(
    (one) => group === undefined || "unreadable" in one || one.golden.group === group,
  );
  const results = placed.map((one) => runCase(one, adapters));
  if (group !== undefined && group !== "truth") return results;
  return [...results, ...truthCases(root, await loadTruthFunctions())];
}
