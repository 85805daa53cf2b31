import type { HistoryEntry } from "../history-page.tsx";
import type { Participant } from "../participant-context.tsx";

/** What of a history is shown; null: anything. */
export type HistoryFilter = {
  readonly type: string | null;
  readonly formKey: string | null;
  /** An item of the form. */
  readonly path: string | null;
  readonly visitId: string | null;
  readonly by: string | null;
};

export const noHistoryFilter: HistoryFilter = {
  type: null,
  formKey: null,
  path: null,
  visitId: null,
  by: null,
};

/** Names of forms and visits, by their keys. */
export type RecordNames = {
  readonly forms: ReadonlyMap<string, string>;
  readonly visits: ReadonlyMap<string, string>;
};

export function namesIn({ visits, logs }: Pick<Participant, "visits" | "logs">): RecordNames {
  const ofVisits = visits.flatMap(({ name, forms }) =>
    forms.map(({ formKey, label }) => [formKey, `${label} · ${name}`] as const),
  );
  const ofLogs = logs.flatMap(({ label, entries }) =>
    entries.map(({ formKey }) => [formKey, `${label} ${formKey.split("/")[2] ?? ""}`] as const),
  );
  return {
    forms: new Map([...ofVisits, ...ofLogs]),
    visits: new Map(visits.map(({ visitId, name }) => [visitId, name])),
  };
}

/** The entries that fit, the newest first. */
export function filterHistory(
  entries: readonly HistoryEntry[],
  filter: HistoryFilter,
): readonly HistoryEntry[] {
  return entries
    .filter(
      (entry) =>
        (filter.type === null || entry.type === filter.type) &&
        (filter.by === null || entry.by === filter.by) &&
        (filter.formKey === null || entry.formKey === filter.formKey) &&
        (filter.path === null || isAboutItem(entry, filter.path)) &&
        (filter.visitId === null || visitOfEntry(entry) === filter.visitId),
    )
    .reverse();
}

/** The visit that an entry belongs to: its own, or that of its form. */
export function visitOfEntry({ visitId, formKey }: HistoryEntry): string | null {
  return visitId ?? formKey?.split("/")[0] ?? null;
}

/** A signature to the form counts for each of its items. */
function isAboutItem({ changes, facts, type }: HistoryEntry, path: string): boolean {
  if (changes.some((change) => change.path === path)) return true;
  if (facts["itemPath"] === path || type === "RecordSigned") return true;
  return (facts["paths"] ?? "").split(", ").includes(path);
}
