import type { ReactNode } from "react";
import { formatDate, formatMoment } from "../../../components/moment.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { FactList } from "../fact-list.tsx";
import type { HistoryEntry } from "../history-page.tsx";

// Shown elsewhere on the entry.
const shownElsewhere = new Set(["meaning", "itemPath", "number", "startedAt", "formId"]);

/** What else the event says, each fact under its name. */
export function HistoryFacts({
  entry,
  zone,
}: {
  readonly entry: HistoryEntry;
  readonly zone: string;
}): ReactNode {
  const { history: texts } = useMessages().participants;
  const facts = Object.entries(entry.facts)
    .filter(([name, value]) => !shownElsewhere.has(name) && value !== "")
    .map(([name, value]) => ({ name: texts.facts[name] ?? inWords(name), value: valueInWords(value, zone) }));
  return facts.length === 0 ? null : <FactList facts={facts} />;
}

/** `discussedWith` is “Discussed with”. */
function inWords(name: string): string {
  const words = name.replace(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Moments and days as everywhere else, codes without their hyphens; anything else stays as it was written. */
function valueInWords(value: string, zone: string): string {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return formatMoment(value, zone);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDate(value);
  return /^[a-z]+(-[a-z]+)+$/.test(value) ? value.replaceAll("-", " ") : value;
}
