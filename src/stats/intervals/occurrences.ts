import type { InputIssue } from "#kernel";
import { countIssues } from "../counts.ts";

/** How often something happened among `n` independent observations. */
export type Occurrences = { readonly events: number; readonly n: number };

export function occurrenceIssues(path: string, { events, n }: Occurrences): readonly InputIssue[] {
  const issues = countIssues(path, { events, n });
  if (issues.length > 0 || events <= n) return issues;
  const at = path === "" ? "events" : `${path}.events`;
  return [{ path: at, message: `expected at most n, which is ${n}, got ${events}` }];
}
