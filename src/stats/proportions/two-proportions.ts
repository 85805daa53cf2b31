import type { InputIssue } from "#kernel";
import { type Occurrences, occurrenceIssues } from "../intervals/occurrences.ts";

/** Two independent groups. Effects compare the first with the second: first − second, or first / second. */
export type TwoProportions = { readonly first: Occurrences; readonly second: Occurrences };

/** How the risks of two groups are compared. */
export type RiskContrast = "risk-difference" | "risk-ratio" | "odds-ratio";

export function twoProportionIssues({ first, second }: TwoProportions): readonly InputIssue[] {
  return [...occurrenceIssues("first", first), ...occurrenceIssues("second", second)];
}

/** The observed effect: infinite where only the second risk, or odds, is 0; null where both are, or a group is empty. */
export function observedEffect({ first, second }: TwoProportions, contrast: RiskContrast): number | null {
  if (first.n === 0 || second.n === 0) return null;
  const value = effectOf(first.events / first.n, second.events / second.n, contrast);
  return Number.isNaN(value) ? null : value;
}

function effectOf(first: number, second: number, contrast: RiskContrast): number {
  if (contrast === "risk-difference") return first - second;
  if (contrast === "risk-ratio") return first / second;
  return (first * (1 - second)) / (second * (1 - first));
}
