import fc from "fast-check";
import type { JsonObject } from "../builders/json.ts";

/** One change to a JSON document: where, and what is done there. */
export type Mutation = {
  readonly act: "delete" | "replace" | "insert" | "wrap" | "copy";
  /** Decides the way down into the document. */
  readonly place: number;
  readonly other: number;
  readonly stranger: unknown;
};

/** What JSON can say and JavaScript cannot: put in as a word, written out as the text itself. */
const raw = {
  "@infinite@": "1e400",
  "@minus-infinite@": "-1e999",
  "@prototype@": '{"__proto__":{"isAdministrator":true}}',
  "@constructor@": '{"constructor":{"prototype":{"role":"administrator"}}}',
  "@twice@": '{"a":1,"a":2}',
  "@half-a-character@": '"\\ud800"',
  "@nul@": '"a\\u0000b"',
  "@deep@": `${"[".repeat(5_000)}${"]".repeat(5_000)}`,
};

const strangers: readonly unknown[] = [
  ...Object.keys(raw),
  null,
  true,
  [],
  {},
  -1,
  0.5,
  2 ** 53,
  1e308,
  "",
  " ",
  "2026-02-30",
  "2026-13-01T25:61:61Z",
  "Mars/Olympus",
  "00000000-0000-0000-0000-000000000000",
  "AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA",
  "' OR '1'='1' --",
  "<script>alert(1)</script>",
  "../../../../etc/passwd",
  "=cmd|' /C calc'!A0",
  "__proto__",
  "constructor",
  "\u202e\u0130\u00df\ufb01 e\u0301 👩‍👩‍👧‍👦",
  "x".repeat(30_000),
  Array.from({ length: 3_000 }, (_, index) => index),
];

/** Any UTF-16 code units, halves of characters included. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc
    .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength })
    .map((units) => String.fromCharCode(...units));
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  act: fc.constantFrom("delete", "replace", "replace", "insert", "wrap", "copy"),
  place: fc.nat(100_000),
  other: fc.nat(100_000),
  stranger: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...strangers) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
    { weight: 1, arbitrary: anyText(40) },
  ),
});

/** The document with the change made, and the dotted path of where it was made. */
export function mutate(
  document: unknown,
  { act, place, other, stranger }: Mutation,
): { readonly value: unknown; readonly path: string } {
  const at = placeIn(document, place);
  const path = at.join(".");
  switch (act) {
    case "delete":
      return { path, value: changed(document, at, () => undefined) };
    case "replace":
      return { path, value: changed(document, at, () => stranger) };
    case "wrap":
      return { path, value: changed(document, at, (value) => [value]) };
    case "insert":
      return { path, value: changed(document, at, (value) => inserted(value, stranger)) };
    case "copy": {
      const from = placeIn(document, other);
      return { path, value: changed(document, at, () => valueIn(document, from)) };
    }
  }
}

/** The JSON text, with the words for what JavaScript cannot say written out. */
export function renderJson(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return Object.entries(raw).reduce((done, [word, meant]) => done.replaceAll(`"${word}"`, meant), text);
}

type Path = readonly string[];

/** A way down into the document that the number decides: to a leaf, or now and then to what holds it. */
function placeIn(document: unknown, number: number): Path {
  const path: string[] = [];
  let [value, state] = [document, number + 1];
  while (typeof value === "object" && value !== null) {
    // The generator of ANSI C, of which the upper bits are the better ones.
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const keys = Object.keys(value);
    const key = keys[(state >>> 12) % keys.length];
    if (key === undefined || (state >>> 8) % 8 === 0) break;
    path.push(key);
    value = (value as JsonObject)[key];
  }
  return path;
}

function valueIn(value: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as JsonObject)[key], value);
}

function inserted(value: unknown, stranger: unknown): unknown {
  if (Array.isArray(value)) return [...value, stranger];
  if (typeof value === "object" && value !== null) return { ...value, surprise: stranger };
  return { value, surprise: stranger };
}

function changed(value: unknown, [key, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const member = changed((value as JsonObject)[key], rest, change);
  if (Array.isArray(value)) {
    const index = Number(key);
    return member === undefined ? value.toSpliced(index, 1) : value.with(index, member);
  }
  const { [key]: _before, ...others } = value as JsonObject;
  return member === undefined ? others : { ...others, [key]: member };
}
