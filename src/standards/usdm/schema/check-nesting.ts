import type { InputIssue } from "#kernel";
import { joinPath } from "./path.ts";

/** Deeper than any study needs (the published examples nest 15 deep), and shallow enough to be read safely. */
const deepestNesting = 64;

/** The first place that is nested too deep, if there is one. It looks no deeper than that itself. */
export function checkNesting(document: unknown): readonly InputIssue[] {
  const steps = tooDeep(document, 0);
  if (!steps) return [];
  const path = steps.reduce<string>(joinPath, "");
  return [{ path, message: `expected at most ${deepestNesting} levels of nesting, got more` }];
}

/** The way to the first value that is too deep. */
function tooDeep(value: unknown, depth: number): string[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (depth > deepestNesting) return [];
  for (const [key, member] of Object.entries(value)) {
    const below = tooDeep(member, depth + 1);
    if (below) return [key, ...below];
  }
  return undefined;
}
