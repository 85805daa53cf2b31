import type { Truth } from "#kernel";

/** One score, or the reason why there is none. */
export type Computed =
  | { readonly value: number | boolean | string }
  | { readonly value: null; readonly reason: string };

/** What an instrument's own scoring gives; bands are added by `score`. */
export type Computation = {
  readonly scores: Readonly<Record<string, Computed>>;
  /** Items that should have been answered and were not. */
  readonly missing: readonly string[];
  readonly prorated: boolean;
  /** The rules applied, in words, beside the missing rule. */
  readonly rules: readonly string[];
  /** What a careful reader of this one form should know. */
  readonly notes: readonly string[];
};

export function computed(value: number | boolean | string): Computed {
  return { value };
}

export function notComputed(reason: string): Computed {
  return { value: null, reason };
}

/** Yes, no, or not computed for `reason` where it is unknown. */
export function computedTruth(truth: Truth, reason: string): Computed {
  return truth === "unknown" ? notComputed(reason) : computed(truth);
}

/** `item3, item7 not answered`: at most ten are named. */
export function notAnswered(itemIds: readonly string[]): string {
  const named = itemIds.slice(0, 10).join(", ");
  const more = itemIds.length > 10 ? ` and ${itemIds.length - 10} more` : "";
  return `${named}${more} not answered`;
}

/** `items 2–5, 9 not rated`, for ascending item numbers. */
export function notRated(items: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    if (run && run[1] === item - 1) run[1] = item;
    else runs.push([item, item]);
  }
  const named = runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
  return `${items.length === 1 ? "item" : "items"} ${named} not rated`;
}
