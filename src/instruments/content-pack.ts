import { z } from "zod";
import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import type { Instrument } from "./definition.ts";
import type { ItemDefinition } from "./item.ts";

/**
 * The wording of an instrument in one language, kept outside this repository by whoever holds the licence.
 * It changes what a form shows, never what it scores.
 */
export type ContentPack = {
  readonly instrument: string;
  readonly version: string;
  /** BCP 47: `en-US`. */
  readonly language: string;
  readonly licence: { readonly holder: string; readonly terms: string; readonly reference: string };
  /** Item wording by item id. */
  readonly texts: Readonly<Record<string, string>>;
};

const words = z.string().min(1);

const packSchema = z.strictObject({
  instrument: words,
  version: words,
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "expected a BCP 47 language tag (en-US)"),
  licence: z.strictObject({ holder: words, terms: words, reference: words }),
  texts: z.record(z.string(), words),
});

/** Reads a content pack for an instrument; refuses one of another instrument or version, and unknown items. */
export function readContentPack(instrument: Instrument, raw: unknown): Result<ContentPack, InvalidInput> {
  const parsed = packSchema.safeParse(raw);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({
      path: path.map(String).join("."),
      message,
    }));
    return failed(invalidInput(...issues));
  }
  const issues = mismatches(instrument, parsed.data);
  return issues.length === 0 ? ok(parsed.data) : failed(invalidInput(...issues));
}

/**
 * What a form shows for an item: the pack's wording, else the wording in this repository, else the neutral label.
 */
export function itemWording(item: ItemDefinition, pack?: ContentPack): string {
  const packed = pack && Object.hasOwn(pack.texts, item.id) ? pack.texts[item.id] : undefined;
  if (packed !== undefined) return packed;
  return item.text.source === "shipped" ? item.text.text : item.label;
}

function mismatches({ definition }: Instrument, pack: ContentPack): readonly InputIssue[] {
  const { id, version, items } = definition;
  const known = new Set(items.map((item) => item.id));
  return [
    ...(pack.instrument === id
      ? []
      : [{ path: "instrument", message: `expected "${id}", got "${pack.instrument}"` }]),
    ...(pack.version === version
      ? []
      : [{ path: "version", message: `expected "${version}", got "${pack.version}"` }]),
    ...Object.keys(pack.texts)
      .filter((key) => !known.has(key))
      .map((key) => ({ path: `texts.${key}`, message: `${definition.abbreviation} has no such item` })),
  ];
}
