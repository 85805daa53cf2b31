import type { InputIssue } from "#kernel";

/** How sure an interval is to be. */
export type LevelOption = {
  /** Confidence of the two-sided interval, between 0 and 1; 0.95 where it is not given. */
  readonly level?: number;
};

export const usualLevel = 0.95;

export function levelIssues(level: number): readonly InputIssue[] {
  if (level > 0 && level < 1) return [];
  return [{ path: "level", message: `expected a level between 0 and 1 (0.95), got ${level}` }];
}
