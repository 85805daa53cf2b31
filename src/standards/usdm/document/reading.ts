import type { InputIssue } from "#kernel";
import { joinPath } from "../schema/path.ts";
import { createDesignIds, type DesignIds } from "./design-ids.ts";
import type { UsdmDocument } from "./read-document.ts";
import { termReaders } from "./term-reader.ts";
import { fitted, longestLine, longestProse, textReader } from "./text-reader.ts";
import { idsOf, partsOf, type UsdmObject } from "./usdm-object.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Something that was read and could not be carried as it was said. */
export type Loss = { readonly path: string; readonly what: string; readonly why: string };

/**
 * A document being read into designs. Whatever is asked for counts as carried; what nobody asks for is found
 * afterwards among the leftovers, so that nothing is dropped in silence.
 */
export type Reading = {
  readonly document: UsdmDocument;
  readonly ids: DesignIds;
  /** Plain text on one line; undefined where there is none. */
  readonly line: (object: UsdmObject, attribute: string, longest?: number) => string | undefined;
  /** Plain text in lines, what its tags stand for written out. */
  readonly prose: (object: UsdmObject, attribute: string) => string | undefined;
  /** Several texts as one, undefined where there are none; what does not fit is noted at the attribute. */
  readonly joined: (
    object: UsdmObject,
    attribute: string,
    texts: readonly string[],
    separator: string,
  ) => string | undefined;
  readonly number: (object: UsdmObject, attribute: string) => number | undefined;
  readonly flag: (object: UsdmObject, attribute: string) => boolean;
  readonly part: (object: UsdmObject, attribute: string) => UsdmObject | undefined;
  readonly parts: (object: UsdmObject, attribute: string) => readonly UsdmObject[];
  readonly ref: (object: UsdmObject, attribute: string) => UsdmObject | undefined;
  readonly refs: (object: UsdmObject, attribute: string) => readonly UsdmObject[];
  /** The codes that an attribute holds, the standard one where there are aliases. */
  readonly codes: (object: UsdmObject, attribute: string) => readonly UsdmObject[];
  /** The words of the first code. */
  readonly words: (object: UsdmObject, attribute: string, longest?: number) => string | undefined;
  /** What the first code is in a design; `otherwise` where the design has nothing for it, which is noted. */
  readonly term: <Value>(
    object: UsdmObject,
    attribute: string,
    vocabulary: Vocabulary<Value>,
    otherwise: Value,
  ) => Value;
  /** What each of the codes is in a design; one for which the design has nothing is noted and left out. */
  readonly terms: <Value>(
    object: UsdmObject,
    attribute: string,
    vocabulary: Vocabulary<Value>,
  ) => readonly Value[];
  /** Counts a value as carried that is said by other means. */
  readonly carry: (object: UsdmObject, attribute: string) => void;
  readonly lose: (object: UsdmObject, attribute: string, what: string, why: string) => void;
  /** Notes a value without which there is no design. */
  readonly refuse: (object: UsdmObject, attribute: string, message: string) => void;
  readonly issues: readonly InputIssue[];
  readonly carried: ReadonlySet<string>;
  readonly losses: readonly Loss[];
};

/** Reads a checked document; what is read, lost and refused on the way gathers in the reading. */
export function createReading(document: UsdmDocument): Reading {
  const carried = new Set<string>();
  const losses: Loss[] = [];
  const issues: InputIssue[] = [];
  const carry: Reading["carry"] = (object, attribute) => {
    carried.add(joinPath(object.path, attribute));
  };
  const lose: Reading["lose"] = (object, attribute, what, why) => {
    losses.push({ path: joinPath(object.path, attribute), what, why });
  };
  const refs: Reading["refs"] = (object, attribute) =>
    idsOf(object, attribute).flatMap(({ id, path }) => {
      const target = document.byId.get(id);
      if (target) carried.add(path);
      return target ? [target] : [];
    });
  const text = textReader(document, { carry, lose, refs, use: (path) => carried.add(path) });
  const scalar = (object: UsdmObject, attribute: string): unknown => {
    carry(object, attribute);
    return object.values[attribute];
  };
  const codes: Reading["codes"] = (object, attribute) =>
    partsOf(object, attribute).flatMap((code) =>
      code.className === "AliasCode" ? partsOf(code, "standardCode") : [code],
    );
  const line: Reading["line"] = (object, attribute, longest = longestLine) =>
    text(object, attribute, longest, true);
  return {
    document,
    ids: createDesignIds(document.byId.keys()),
    line,
    prose: (object, attribute) => text(object, attribute, longestProse, false),
    number: (object, attribute) => numberOf(scalar(object, attribute)),
    flag: (object, attribute) => scalar(object, attribute) === true,
    part: (object, attribute) => partsOf(object, attribute)[0],
    parts: partsOf,
    ref: (object, attribute) => refs(object, attribute)[0],
    refs,
    codes,
    words: (object, attribute, longest) =>
      codes(object, attribute).map((code) => line(code, "decode", longest))[0],
    joined: (object, attribute, texts, separator) =>
      fitted(lose, object, attribute, texts.join(separator), longestProse),
    ...termReaders({ carry, lose, codes }),
    carry,
    lose,
    refuse: (object, attribute, message) => {
      issues.push({ path: joinPath(object.path, attribute), message });
    },
    issues,
    carried,
    losses,
  };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
