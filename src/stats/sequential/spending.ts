import type { InputIssue } from "#kernel";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";

/**
 * How much of an error probability may be spent until a share of the information is there.
 *
 * - `obrien-fleming`, `pocock`: Lan and DeMets (1983), Discrete sequential boundaries for clinical trials, Biometrika 70:659.
 * - `kim-demets` total · t^`power`, `power` > 0: Kim and DeMets (1987), Biometrika 74:149.
 * - `hwang-shih-decani` with `gamma`, 0 for t itself: Hwang, Shih and De Cani (1990), Stat. Med. 9:1439.
 * - `user`: the cumulative amount at each look.
 */
export type SpendingFunction =
  | { readonly family: "obrien-fleming" }
  | { readonly family: "pocock" }
  | { readonly family: "kim-demets"; readonly power: number }
  | { readonly family: "hwang-shih-decani"; readonly gamma: number }
  | { readonly family: "user"; readonly cumulative: readonly number[] };

/** The cumulative amounts spent at the looks. Past full information there is no more to spend. */
export function spentAt(
  spending: SpendingFunction,
  total: number,
  times: readonly number[],
): readonly number[] {
  if (spending.family === "user") return spending.cumulative;
  return times.map((time) => (time >= 1 ? total : spentUntil(spending, total, time)));
}

function spentUntil(
  spending: Exclude<SpendingFunction, { family: "user" }>,
  total: number,
  t: number,
): number {
  if (spending.family === "obrien-fleming") return 2 * normalCdf(normalQuantile(total / 2) / Math.sqrt(t));
  if (spending.family === "pocock") return total * Math.log1p((Math.E - 1) * t);
  if (spending.family === "kim-demets") return total * t ** spending.power;
  const { gamma } = spending;
  return gamma === 0 ? total * t : (total * Math.expm1(-gamma * t)) / Math.expm1(-gamma);
}

/** What is spent at each look. */
export function increments(cumulative: readonly number[]): readonly number[] {
  return cumulative.map((spent, look) => Math.max(0, spent - (cumulative[look - 1] ?? 0)));
}

export function spendingIssues(
  path: string,
  spending: SpendingFunction,
  total: number,
  looks: number,
): readonly InputIssue[] {
  if (spending.family === "kim-demets" && !(spending.power > 0 && spending.power <= 50)) {
    return [{ path: `${path}.power`, message: `expected a power above 0, up to 50, got ${spending.power}` }];
  }
  if (spending.family === "hwang-shih-decani" && !(Math.abs(spending.gamma) <= 100)) {
    return [{ path: `${path}.gamma`, message: `expected a gamma of -100 to 100, got ${spending.gamma}` }];
  }
  if (spending.family !== "user") return [];
  const { cumulative } = spending;
  if (cumulative.length !== looks) {
    return [{ path: `${path}.cumulative`, message: `expected ${looks} amounts, got ${cumulative.length}` }];
  }
  const rising = cumulative.every((spent, look) => spent >= (cumulative[look - 1] ?? 0));
  if (rising && (cumulative[looks - 1] ?? 0) <= total * (1 + 1e-12)) return [];
  return [
    {
      path: `${path}.cumulative`,
      message: `expected amounts that never fall, from 0 to at most ${total}, got ${cumulative.join(", ")}`,
    },
  ];
}
