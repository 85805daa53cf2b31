import type { ResolvedSession } from "#design";

type Measure = ResolvedSession["measures"][number];
export type Threshold = "preDose" | "preDoseAbsolute" | "supplemental" | "alert" | "emergency" | "discharge";

/** The values that are at or beyond a threshold; a supplemental dose is withheld only above its own. */
export function beyond(
  { measures }: Pick<ResolvedSession, "measures">,
  values: Readonly<Record<string, number>>,
  threshold: Threshold,
): readonly { readonly measure: Measure; readonly value: number; readonly limit: number }[] {
  return measures.flatMap((measure) => {
    const value = values[measure.id];
    const limit = measure[threshold];
    if (value === undefined || limit === undefined) return [];
    const isBeyond = threshold === "supplemental" || threshold === "alert" ? value > limit : value >= limit;
    return isBeyond ? [{ measure, value, limit }] : [];
  });
}

/** "systolic blood pressure 172 mm[Hg] (limit 160)" for each of them. */
export function named(found: ReturnType<typeof beyond>): string {
  return found
    .map(({ measure, value, limit }) => `${measure.label} ${value} ${measure.unit} (limit ${limit})`)
    .join(", ");
}

/** Measures of the plan for which no value was given. */
export function notMeasured(
  { measures }: Pick<ResolvedSession, "measures">,
  values: Readonly<Record<string, number>>,
): readonly Measure[] {
  return measures.filter(({ id }) => values[id] === undefined);
}
