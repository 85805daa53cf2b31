import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { bundleFileLines } from "./bundle-file.ts";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function linesOf(name: string, content: Uint8Array): Promise<readonly string[]> {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const lines: string[] = [];
  for await (const batch of bundleFileLines(file)) lines.push(...batch);
  return lines;
}

// A file is read in pieces of a mebibyte.
const piece = 1 << 20;

test.each(["é", "€", "😀"])(
  "a %s that lies across two pieces is read whole, wherever it is cut",
  async (letter) => {
    for (let before = 1; before < 4; before++) {
      const lines = [
        "x".repeat(piece - before),
        `${letter} and more`,
        "plain again",
        "y".repeat(piece),
        letter,
      ];
      const text = Buffer.from(`${lines[0]}${lines.slice(1).join("\n")}`);
      const expected = [`${lines[0]}${lines[1]}`, ...lines.slice(2)];
      expect(await linesOf("plain", text)).toEqual(expected);
      expect(await linesOf("packed", gzipSync(text))).toEqual(expected);
    }
  },
);

test("a file that ends within a letter ends with the mark of what cannot be read", async () => {
  const cut = Buffer.from("a\né").subarray(0, 3);
  expect(await linesOf("cut", cut)).toEqual(["a", "\uFFFD"]);
});
