import type { Answer } from "../../api/call.ts";

export type Listing = Answer<"GET /api/studies/:studyId/adverse-events">;
export type AdverseEvent = Listing["events"][number];
type Coded = AdverseEvent["severity"];

/** By what the list is narrowed; empty: by nothing. */
export type Filters = {
  readonly severity: string;
  readonly valence: string;
  readonly specialInterest: string;
  readonly serious: string;
  readonly site: string;
};

export const noFilters: Filters = { severity: "", valence: "", specialInterest: "", serious: "", site: "" };

/** The codes that occur, with their labels, as choices. */
export function choicesOf(
  events: readonly AdverseEvent[],
  codedIn: (event: AdverseEvent) => Coded,
): readonly { readonly value: string; readonly label: string }[] {
  const labels = new Map(
    events.flatMap((event) => {
      const coded = codedIn(event);
      return coded ? [[coded.code, coded.label] as const] : [];
    }),
  );
  return [...labels]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

export function isShown(event: AdverseEvent, wanted: Filters): boolean {
  const is = (coded: Coded, code: string): boolean => code === "" || coded?.code === code;
  return (
    is(event.severity, wanted.severity) &&
    is(event.valence, wanted.valence) &&
    is(event.specialInterest, wanted.specialInterest) &&
    (wanted.serious === "" || (event.serious === true) === (wanted.serious === "yes")) &&
    (wanted.site === "" || event.siteId === wanted.site)
  );
}
