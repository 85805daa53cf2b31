import { expect, test } from "vitest";
import { itemWording, readContentPack } from "./content-pack.ts";
import type { Instrument } from "./definition.ts";
import type { ItemDefinition } from "./item.ts";
import { instruments } from "./registry.ts";

const sds = instruments.get("sds") as Instrument;
const phq9 = instruments.get("phq-9") as Instrument;

const pack = {
  instrument: "sds",
  version: "3-domain",
  language: "de",
  licence: { holder: "Holder", terms: "One study", reference: "contract 17" },
  texts: { work: "Wortlaut" },
};

function pathsFor(raw: unknown): readonly string[] {
  const read = readContentPack(sds, raw);
  return read.ok ? [] : read.error.issues.map(({ path }) => path);
}

test("a pack of the right instrument and version gives its wording; what it lacks keeps its neutral label", () => {
  const read = readContentPack(sds, pack);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const [work, , social] = sds.definition.items as [ItemDefinition, ItemDefinition, ItemDefinition];
  expect(itemWording(work, read.value)).toBe("Wortlaut");
  expect(itemWording(social, read.value)).toBe("Social life");
  expect(itemWording(work)).toBe("Work or school");
});

test("wording that may be shipped is shown without a pack", () => {
  expect(itemWording(phq9.definition.items[0] as ItemDefinition)).toBe(
    "Little interest or pleasure in doing things",
  );
});

test("a pack of another instrument or version, or with unknown items, is invalid input", () => {
  expect(pathsFor({ ...pack, instrument: "phq-9" })).toEqual(["instrument"]);
  expect(pathsFor({ ...pack, version: "2" })).toEqual(["version"]);
  expect(pathsFor({ ...pack, texts: { work: "a", wrok: "b" } })).toEqual(["texts.wrok"]);
});

test("a pack must name its licence, its language and nothing else", () => {
  const { licence: _licence, ...unlicensed } = pack;
  expect(pathsFor(unlicensed)).toEqual(["licence"]);
  expect(pathsFor({ ...pack, licence: { ...pack.licence, holder: "" } })).toEqual(["licence.holder"]);
  expect(pathsFor({ ...pack, language: "German!" })).toEqual(["language"]);
  expect(pathsFor({ ...pack, texts: { work: 3 } })).toEqual(["texts.work"]);
  expect(pathsFor({ ...pack, items: [] })).toEqual([""]);
  for (const raw of [null, [], "pack", 1]) expect(pathsFor(raw)).toEqual([""]);
});
