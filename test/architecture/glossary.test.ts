import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root, sourceFiles } from "./layers.ts";

type Line = {
  readonly word: string;
  readonly types: readonly { readonly name: string; readonly layer: string }[];
  readonly not: readonly string[];
};

/** The lines of the glossary's tables. */
function glossary(): readonly Line[] {
  const text = readFileSync(path.join(root, "GLOSSARY.md"), "utf8");
  return text
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter((cells) => cells.length === 7 && cells[1] !== "Word" && !/^-+$/.test(cells[1] ?? ""))
    .map(([, word = "", , , type = "", not = ""]) => ({
      word,
      types: [...type.matchAll(/`(\w+)`/g)].map(([, name = ""]) => ({
        name,
        layer: /\((\w+)\)/.exec(type)?.[1] ?? "",
      })),
      not: not
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean),
    }));
}

const exported = /^export (?:declare )?(?:const|type|class|(?:async )?function\*?) (\w+)/gm;

/** A name in its words: `participantRows` → participant, rows. */
function wordsOf(name: string): readonly string[] {
  return name.split(/(?=[A-Z])|_|\d+/).map((word) => word.toLowerCase());
}

describe("the glossary", () => {
  const files = sourceFiles();
  const names = files.flatMap(({ file, layer, text }) =>
    [...text.matchAll(exported)].map(([, name = ""]) => ({ name, file, layer })),
  );
  const lines = glossary();

  it("is there, with a word on every line", () => {
    expect(lines.length).toBeGreaterThan(35);
    expect(lines.filter(({ word }) => word === "")).toEqual([]);
  });

  it("names types that the layers export", () => {
    const missing = lines
      .flatMap(({ types }) => types)
      .filter(({ name, layer }) => !names.some((one) => one.name === name && one.layer === layer));
    expect(missing).toEqual([]);
  });

  it("keeps the words that it forbids out of every exported name; standards alone speak their own", () => {
    const forbidden = lines.flatMap(({ not }) => not);
    const used = names
      .filter(({ layer }) => layer !== "standards")
      .filter(({ name }) => wordsOf(name).some((word) => forbidden.includes(word)))
      .map(({ name, file }) => `${file}: ${name}`);
    expect(used).toEqual([]);
  });

  it("finds a planted name", () => {
    expect(wordsOf("patientRows")).toContain("patient");
    expect(lines.flatMap(({ not }) => not)).toContain("patient");
  });
});
