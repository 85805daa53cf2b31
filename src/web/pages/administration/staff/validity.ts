/** How a qualification stands on a day. */
export type Validity =
  | { readonly standing: "valid" }
  | { readonly standing: "expiring"; readonly days: number }
  | { readonly standing: "expired"; readonly on: string };

const soon = 60;
const day = 86_400_000;

/** Valid through its last day; within 60 days of it somebody should see to a new one. */
export function validityOf(
  { validUntil }: { readonly validUntil?: string | undefined },
  on: string,
): Validity {
  if (validUntil === undefined) return { standing: "valid" };
  const days = Math.round((Date.parse(validUntil) - Date.parse(on)) / day);
  if (days < 0) return { standing: "expired", on: validUntil };
  return days <= soon ? { standing: "expiring", days } : { standing: "valid" };
}
