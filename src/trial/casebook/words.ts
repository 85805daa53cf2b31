import { localTime, type ZoneId } from "#kernel";

/** A moment as it was where it was lived: `2026-11-20 14:32`. */
export function momentIn(at: string | null | undefined, zone: string): string {
  if (!at) return "";
  const local = localTime({ at: at as never, zone: zone as ZoneId });
  return `${local.date} ${local.time}`;
}

/** A code as a person reads it: `site-coordinator` → `Site coordinator`, `FormSubmitted` → `Form submitted`. */
export function inWords(code: string): string {
  const spaced = code
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("-", " ")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Events of which the name alone does not say what happened. */
const eventWords: Readonly<Record<string, string>> = {
  SessionLinked: "Session opened",
  InfluenceBegan: "Under the influence of the drug from here",
  InfluenceEnded: "No longer under the influence of the drug",
};

/** What an event says happened, as a person reads it. */
export function eventInWords(type: string): string {
  return eventWords[type] ?? inWords(type);
}

export function yesOrNo(value: boolean): string {
  return value ? "Yes" : "No";
}
