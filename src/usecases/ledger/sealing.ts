import type { FreeText, SealedText } from "#ledger";
import type { Sealer } from "../ports/key-ring.ts";

/** Free text whose key was destroyed. */
const erased: FreeText = { freeText: "[erased]" };

/** Replaces every piece of free text in the value by what it is under the key. */
export function sealFreeText<Value>(value: Value, sealer: Sealer): Value {
  return replace(
    value,
    isFreeText,
    ({ freeText }): SealedText => ({ sealedText: sealer.seal(freeText) }),
  ) as Value;
}

/** The other way round. A destroyed key leaves a mark in the text's place. */
export function openFreeText<Value>(value: Value, sealer: Sealer | "destroyed"): Value {
  return replace(value, isSealedText, ({ sealedText }): FreeText => {
    if (sealer === "destroyed") return erased;
    const text = sealer.open(sealedText);
    if (text === undefined)
      throw new Error("Cannot open a sealed text: it is not under this participant's key.");
    return { freeText: text };
  }) as Value;
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

function isSealedText(value: object): value is SealedText {
  return "sealedText" in value && typeof value.sealedText === "string";
}
