import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { bundleFileLines } from "./bundle-file.ts";
import { hashedBundleLines } from "./hashed-bundle.ts";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-hashed-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** An event's line; `filler` makes its text long and may hold any letter. */
function eventLine(filler: string, hashed = filler): string {
  const hash = createHash("sha256").update(`{"data":"${hashed}"}`).digest("hex");
  return `E ${hash} 1 participant:one {"data":"${filler}"}`;
}

// Twelve pieces of about a mebibyte: large enough for a thread of its own.
const plain = Array.from({ length: 12_000 }, (_, index) => eventLine(`${index}`.padEnd(1_000, "x")));
const altered = [17, 5_000, 11_999];
const lines = [
  "vigil-bundle 1",
  ...plain.map((line, index) =>
    altered.includes(index) ? eventLine("changed", `${index}`) : index % 999 === 0 ? eventLine("é €") : line,
  ),
];

async function read(name: string, content: Uint8Array) {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const [read, places]: [string[], number[]] = [[], []];
  for await (const batch of hashedBundleLines(file)) {
    if (!("lines" in batch)) throw new Error("The file was not hashed in a second thread.");
    places.push(...batch.altered.map((place) => place + read.length));
    read.push(...batch.lines);
  }
  const plainly: string[] = [];
  for await (const batch of bundleFileLines(file)) plainly.push(...batch);
  return { read, places, plainly };
}

test("a large bundle is read as any other, and every event whose text lost its hash is told", async () => {
  const { read: found, places, plainly } = await read("large", Buffer.from(lines.join("\n")));
  expect(found).toEqual(lines);
  expect(plainly).toEqual(lines);
  expect(places).toEqual(altered.map((index) => index + 1));
});

test("bytes that are no UTF-8 do not have the hash of the letters that they pass for", async () => {
  const whole = Buffer.from(lines.join("\n"));
  const at = whole.indexOf("é");
  whole[at] = 0xff;
  const { places } = await read("no-utf-8", whole);
  expect(places).toEqual([1, ...altered.map((index) => index + 1)]);
});

test("a small bundle needs no second thread", async () => {
  const file = path.join(folder, "small.gz");
  writeFileSync(file, gzipSync(Buffer.from(lines.slice(0, 3).join("\n"))));
  const batches = [];
  for await (const batch of hashedBundleLines(file)) batches.push(batch);
  expect(batches.flat()).toEqual(lines.slice(0, 3));
});
