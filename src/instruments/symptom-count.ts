import type { Truth } from "#kernel";
import { type Computed, computed, notComputed } from "./computation.ts";

/** How many are present at least and at most, given what is known. */
export type SymptomCount = { readonly least: number; readonly most: number };

export function countPresent(present: readonly Truth[]): SymptomCount {
  const least = present.filter((truth) => truth === true).length;
  const unknown = present.filter((truth) => truth === "unknown").length;
  return { least, most: least + unknown };
}

/** Whether `required` or more are present: unknown only where the unknown ones could decide. */
export function countAtLeast({ least, most }: SymptomCount, required: number): Truth {
  if (least >= required) return true;
  return most < required ? false : "unknown";
}

/** The count where it is certain. */
export function computedCount({ least, most }: SymptomCount, reason: string): Computed {
  return least === most ? computed(least) : notComputed(`between ${least} and ${most}: ${reason}`);
}
