import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root, sourceFiles } from "./layers.ts";

/** Where rules refuse. */
const places = ["src/trial/"];

/** Codes that are put together; each part is written out where it is made. */
const composed = ["consent-never-signed", "consent-withdrawn", "consent-version-outdated"];

function refusalCodes(): readonly string[] {
  const sources = sourceFiles().filter(({ file }) => places.some((place) => file.startsWith(place)));
  const written = sources.flatMap(({ text }) =>
    [...text.matchAll(/\brefusal\(\s*(["`])([^"`]+)\1/g)].map(([, , code = ""]) => code),
  );
  return [...new Set([...written.filter((code) => !code.includes("$")), ...composed])].sort();
}

function testTexts(): string {
  const folders = ["src", "test"].map((folder) => path.join(root, folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => path.join(folder, name)),
  );
  return files
    .filter((file) => file !== import.meta.filename)
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}

test("every refusal of the trial is met in some test by its code", () => {
  const texts = testTexts();
  const codes = refusalCodes();
  expect(codes.length).toBeGreaterThan(60);
  expect(codes.filter((code) => !texts.includes(`"${code}"`))).toEqual([]);
});

test("every code is in kebab-case", () => {
  expect(refusalCodes().filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
});
