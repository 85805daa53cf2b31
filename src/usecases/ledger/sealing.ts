import {
  type FreeText,
  isSealedText,
  isSealedValue,
  noHash,
  type Opening,
  type SealedText,
  type SealedValue,
  sealCommitment,
  sealsIn,
} from "#ledger";
import type { Sealer } from "../ports/key-ring.ts";

/** The keys under which an owner's events are sealed: one for free text, one for answers that are kept from some. */
export type Sealers = {
  readonly texts: Sealer | "destroyed" | "missing";
  readonly answers: Sealer | "destroyed" | "missing";
};

/** Free text whose key was destroyed. */
const erased: FreeText = { freeText: "[erased]" };

/** What stands for answers whose key was destroyed. A hash over few answers would let them be guessed, so that it is sealed with them. */
const erasedAnswers = { entries: [], derived: {}, contentHash: noHash } as const;

type SealedAnswers = keyof typeof erasedAnswers;
const sealedAnswers = Object.keys(erasedAnswers) as readonly SealedAnswers[];

/**
 * Replaces every piece of free text in the value by what it is under the key: salt and text sealed together, and the commitment that
 * binds them. `newSalt` gives a random text of one line, never the same twice.
 */
export function sealFreeText<Value>(value: Value, sealer: Sealer, newSalt: () => string): Value {
  return replace(value, isFreeText, ({ freeText }): SealedText => {
    const { sealed, commitment } = seal(freeText, sealer, newSalt());
    return { sealedText: sealed, commitment };
  }) as Value;
}

/** Replaces the answers and scores in an event's data by what they are under the key. */
export function sealAnswers<Data>(data: Data, sealer: Sealer, newSalt: () => string): Data {
  const known = data as Readonly<Record<string, unknown>>;
  const sealed = sealedAnswers
    .filter((name) => known[name] !== undefined)
    .map((name): readonly [string, SealedValue] => {
      const { sealed: sealedValue, commitment } = seal(JSON.stringify(known[name]), sealer, newSalt());
      return [name, { sealedValue, commitment }];
    });
  return { ...data, ...Object.fromEntries(sealed) };
}

/** Opens whatever is sealed in an event's data and reason. A destroyed key leaves a mark in a text's place, and no answers. */
export function openSealed<Event extends { readonly data: unknown }>(event: Event, sealers: Sealers): Event {
  const { texts, answers } = sealers;
  const data = openAnswers(event.data, answers);
  return replace({ ...event, data }, isSealedText, (sealed): FreeText => {
    return texts === "destroyed" ? erased : { freeText: unseal(sealed.sealedText, texts).text };
  }) as Event;
}

/** What lays open to somebody without the keys what is sealed in an event. */
export function openingsOf(event: unknown, { texts, answers }: Sealers): readonly Opening[] {
  return sealsIn(event).map(({ path, seal }) => {
    const sealer = isSealedText(seal) ? texts : answers;
    if (sealer === "destroyed") return { path, closed: "erased" };
    return { path, ...unseal(isSealedText(seal) ? seal.sealedText : seal.sealedValue, sealer) };
  });
}

function openAnswers(data: unknown, sealer: Sealers["answers"]): unknown {
  const known = data as Readonly<Record<string, unknown>>;
  const opened = sealedAnswers.flatMap((name) => {
    const value = known[name];
    if (value === null || typeof value !== "object" || !isSealedValue(value)) return [];
    const answers =
      sealer === "destroyed" ? erasedAnswers[name] : JSON.parse(unseal(value.sealedValue, sealer).text);
    return [[name, answers] as const];
  });
  return opened.length === 0 ? data : { ...known, ...Object.fromEntries(opened) };
}

function seal(
  text: string,
  sealer: Sealer,
  salt: string,
): { readonly sealed: string; readonly commitment: SealedText["commitment"] } {
  return { sealed: sealer.seal(`${salt}\n${text}`), commitment: sealCommitment(salt, text) };
}

function unseal(
  sealed: string,
  sealer: Sealer | "missing",
): { readonly salt: string; readonly text: string } {
  if (sealer === "missing") throw missingKey();
  const opened = sealer.open(sealed);
  if (opened === undefined) throw new Error("Cannot open what is sealed: it is not under its owner's key.");
  const end = opened.indexOf("\n");
  return { salt: opened.slice(0, end), text: opened.slice(end + 1) };
}

/** Not the same as an erased one: nobody wanted it gone, and nothing is decided on what cannot be read for now. */
export function missingKey(): Error {
  return new Error(
    "Cannot open what is sealed: its owner's key is missing. Put the keys back (docs/guides/keys.md).",
  );
}

function replace<Found>(
  value: unknown,
  isFound: (value: object) => value is Found & object,
  replacement: (found: Found) => unknown,
): unknown {
  if (value === null || typeof value !== "object") return value;
  if (isFound(value)) return replacement(value);
  if (Array.isArray(value)) return value.map((member) => replace(member, isFound, replacement));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, replace(member, isFound, replacement)]),
  );
}

function isFreeText(value: object): value is FreeText {
  return "freeText" in value && typeof value.freeText === "string";
}
