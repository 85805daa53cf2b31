import { type Sha256, sha256Hex } from "#kernel";
import type { SealedText, SealedValue } from "./event.ts";

/** Something sealed laid open: where in its event it stands (`data.note`, `reason`), and the salt and text that were sealed. */
export type Opened = { readonly path: string; readonly salt: string; readonly text: string };

/** Something that stays sealed in a readable copy: its key was destroyed, or whoever takes the copy is blinded to it. */
export type Closed = { readonly path: string; readonly closed: "erased" | "blinded" };

export type Opening = Opened | Closed;

/** Something sealed as it stands in an event, and where. */
export type PlacedSeal = { readonly path: string; readonly seal: SealedText | SealedValue };

/**
 * What binds a sealed text for those who do not hold its key: a hash over a random salt and the text. Without the salt, which is sealed
 * with the text, it tells nothing of it, whatever is guessed; with it, no other text fits.
 */
export function sealCommitment(salt: string, text: string): Sha256 {
  return sha256Hex(`vigil seal\n${salt}\n${text}`);
}

/** Everything sealed in an event, or in a part of it, in the order of its keys. */
export function sealsIn(value: unknown, path = ""): readonly PlacedSeal[] {
  if (value === null || typeof value !== "object") return [];
  if (isSealedText(value) || isSealedValue(value)) return [{ path, seal: value }];
  return Object.entries(value).flatMap(([key, member]) =>
    sealsIn(member, path === "" ? key : `${path}.${key}`),
  );
}

export function isSealedText(value: object): value is SealedText {
  return "sealedText" in value && typeof value.sealedText === "string";
}

export function isSealedValue(value: object): value is SealedValue {
  return "sealedValue" in value && typeof value.sealedValue === "string";
}
