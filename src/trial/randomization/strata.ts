import { canonicalJson, type InputIssue } from "#kernel";
import type { AllocationPlan } from "./allocation-plan.ts";

/** A participant's value of each factor, by the factor's id. */
export type Strata = Readonly<Record<string, string>>;

type Factors = Pick<AllocationPlan, "factors">;

/** What is missing or unknown among the values: nobody is randomized before every factor has its value. */
export function strataIssues({ factors }: Factors, strata: Strata): readonly InputIssue[] {
  return factors.flatMap(({ id, label, levels }) => {
    const value = strata[id];
    if (value === undefined) return [{ path: id, message: `${label} has no value` }];
    if (levels === undefined || levels.has(value)) return [];
    return [
      { path: id, message: `expected ${label} to be one of ${[...levels.keys()].join(", ")}, got ${value}` },
    ];
  });
}

/** The name of the stratum: the values of all factors and nothing else. Simple randomization has one stratum, "". */
export function stratumKey({ factors, method }: AllocationPlan, strata: Strata): string {
  if (method !== "permuted-blocks") return "";
  return canonicalJson(Object.fromEntries(factors.map(({ id }) => [id, levelIn(strata, id)])));
}

/** The value of a factor, which `strataIssues` has found to be there. */
export function levelIn(strata: Strata, factorId: string): string {
  const level = strata[factorId];
  if (level === undefined) throw new Error(`Factor ${factorId} has no value.`);
  return level;
}
