import { type FiledEvent, isSealedValue, type LedgerEvent, type Opening } from "#ledger";
import type { AnyRecorded } from "../event.ts";
import { recordedEvent } from "../recorded-event.ts";

/** An event of a copy as rules read it, and whether answers in it stay closed to whoever reads the copy. */
export type OpenedEvent = { readonly event: AnyRecorded; readonly hasClosedAnswers: boolean };

const closedText = { erased: "[erased]", blinded: "[kept from whoever took this copy]", sealed: "[sealed]" };
const noAnswers: Readonly<Record<string, unknown>> = { entries: [], derived: {}, contentHash: "" };

/** Puts what is laid open beside the event in its place. What stays closed leaves a mark, or no answers. */
export function openedEvent({ canonical, hash, openings = [] }: FiledEvent): OpenedEvent {
  const stored = JSON.parse(canonical) as LedgerEvent;
  const byPath = new Map(openings.map((opening) => [opening.path, opening]));
  const event = recordedEvent({ event: fill(stored, "", byPath) as LedgerEvent, hash });
  return { event, hasClosedAnswers: hasClosedAnswers(stored, byPath) };
}

type Openings = ReadonlyMap<string, Opening>;

function fill(value: unknown, path: string, openings: Openings): unknown {
  if (value === null || typeof value !== "object") return value;
  if ("sealedText" in value) return { freeText: textAt(path, openings) };
  if (isSealedValue(value)) return answersAt(path, openings);
  if (Array.isArray(value)) return value.map((member, index) => fill(member, `${path}.${index}`, openings));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      fill(member, path === "" ? key : `${path}.${key}`, openings),
    ]),
  );
}

function textAt(path: string, openings: Openings): string {
  const opening = openings.get(path);
  if (!opening) return closedText.sealed;
  return "closed" in opening ? closedText[opening.closed] : opening.text;
}

function answersAt(path: string, openings: Openings): unknown {
  const opening = openings.get(path);
  const name = path.slice(path.lastIndexOf(".") + 1);
  return !opening || "closed" in opening ? (noAnswers[name] ?? null) : (JSON.parse(opening.text) as unknown);
}

function hasClosedAnswers({ data }: LedgerEvent, openings: Openings): boolean {
  const entries = (data as { readonly entries?: unknown } | null)?.entries;
  if (entries === null || typeof entries !== "object" || !isSealedValue(entries)) return false;
  const opening = openings.get("data.entries");
  return !opening || "closed" in opening;
}
