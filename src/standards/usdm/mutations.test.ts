import fc from "fast-check";
import { expect, test } from "vitest";
import { type JsonObject, valueAt, without, withValue } from "../../../test/builders/json.ts";
import { aUsdmDocument } from "../../../test/builders/usdm-document.ts";
import { importUsdm } from "./import-usdm.ts";

const document = aUsdmDocument();
const places = placesIn(document, "");
const strangers = [
  null,
  "",
  "Visit_1",
  "Activity_Group",
  "Timeline_Main",
  -1,
  0.5,
  [],
  {},
  true,
  "P-1D",
  "<p>",
];

type Mutation = {
  readonly act: "delete" | "replace" | "insert" | "copy";
  readonly place: string;
  readonly other: string;
  readonly value: unknown;
};

const mutations: fc.Arbitrary<Mutation> = fc.record({
  act: fc.constantFrom("delete", "replace", "insert", "copy"),
  place: fc.constantFrom(...places),
  other: fc.constantFrom(...places),
  value: fc.oneof(fc.constantFrom(...strangers), fc.jsonValue({ maxDepth: 2 })),
});

test("with any one thing deleted, replaced, inserted or copied elsewhere it is imported, or refused with its places", () => {
  const outcomes = { imported: 0, refused: 0 };
  fc.assert(
    fc.property(mutations, (mutation) => {
      const result = importUsdm(mutated(mutation));
      outcomes[result.ok ? "imported" : "refused"] += 1;
      if (result.ok) return;
      expect(result.error.issues.length).toBeGreaterThan(0);
      expect(result.error.issues.filter(({ path, message }) => path === "" || message === "")).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(outcomes.imported, outcomes.refused)).toBeGreaterThan(200);
}, 120_000);

test("what is no document at all is refused", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => !importUsdm(value).ok));
});

function mutated({ act, place, other, value }: Mutation): JsonObject {
  switch (act) {
    case "delete":
      return without(document, place);
    case "replace":
      return withValue(document, place, value);
    case "copy":
      return withValue(document, place, valueAt(document, other));
    case "insert": {
      const there = valueAt(document, place);
      if (Array.isArray(there)) return withValue(document, place, [...there, value]);
      return withValue(document, place, { ...(there as JsonObject), inserted: value });
    }
  }
}

/** Every place in the document below its root, objects and lists included. */
function placesIn(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const place = path === "" ? key : `${path}.${key}`;
    return [place, ...placesIn(member, place)];
  });
}
