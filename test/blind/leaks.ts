import type { Leak } from "./twins.ts";

type Row = { readonly participantId: string };

/** Six careless changes, each of which would tell the arm by another way. */
export const leaks: Readonly<Record<string, Leak>> = {
  "a field": ({ text }, armOf) =>
    changed<Row>(text, "participantId", (one) => ({ ...one, group: armOf(one.participantId).length })),
  "a sort order": ({ text }, armOf) => {
    const rows = readJson(text);
    if (!Array.isArray(rows) || !rows.every(isRow)) return text;
    return JSON.stringify(
      rows.toSorted((a, b) => (armOf(a.participantId) < armOf(b.participantId) ? -1 : 1)),
    );
  },
  "a prefix of a number": ({ text }, armOf) =>
    changed<Row & { readonly number?: string }>(text, "participantId", (one) =>
      one.number ? { ...one, number: `${armOf(one.participantId)[0]}${one.number}` } : one,
    ),
  "a count in a report": ({ url, text }, armOf) => {
    const report = readJson(text);
    const isReport = url.endsWith("/funnel") && report !== null && typeof report === "object";
    return isReport
      ? JSON.stringify({ ...report, firstArm: Number(armOf(firstParticipant) === "active") })
      : text;
  },
  "an error's text": ({ url, text }, armOf) => {
    const id = /participants\/([0-9a-f-]{36})/.exec(url)?.[1] ?? "";
    return text.includes('"title":"Not permitted"') && armOf(id) === "active"
      ? text.replace("None of", "No one of")
      : text;
  },
  "what is not there": ({ url, text }, armOf) => {
    const id = /participants\/([0-9a-f-]{36})$/.exec(url)?.[1] ?? "";
    return armOf(id) === "control" ? JSON.stringify({ title: "Not found", status: 404 }) : text;
  },
};

const firstParticipant = "00000004-0000-4000-8000-000000000001";

function isRow(value: unknown): value is Row {
  return value !== null && typeof value === "object" && "participantId" in value;
}

/** The JSON with every object that has the field changed. */
function changed<Found>(text: string, field: string, change: (found: Found) => unknown): string {
  const json = readJson(text);
  if (json === undefined) return text;
  return JSON.stringify(json, (_, value: unknown) =>
    value !== null && typeof value === "object" && field in value && !("changed" in value)
      ? { ...(change(value as Found) as object), changed: true }
      : value,
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
