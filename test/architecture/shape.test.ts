import path from "node:path";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "./layers.ts";

const longestFile = 400;
const longestFunction = 80;

// Tables of facts, not of rules: their length is that of what they list.
const tables: readonly string[] = [];

type Measured = { readonly place: string; readonly lines: number };

/** Top-level functions, from their first line to the brace that closes them in the first column. */
function functionsOf(file: string, text: string): readonly Measured[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const name = /^(?:export )?(?:async )?function\*? ?(\w+)/.exec(line)?.[1];
    if (name === undefined || line.endsWith("}")) return [];
    const end = lines.findIndex((other, at) => at > index && /^\}/.test(other));
    return [{ place: `${file}: ${name}`, lines: end - index + 1 }];
  });
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

describe("the shape of the sources", () => {
  const files = sourceFiles();
  const functions = files.flatMap(({ file, text }) => functionsOf(file, text));

  it(`keeps every file to ${longestFile} lines`, () => {
    const long = files
      .filter(({ file }) => !tables.includes(file))
      .map(({ file, text }) => ({ place: file, lines: text.trimEnd().split("\n").length }))
      .filter(({ lines }) => lines > longestFile);
    expect(long).toEqual([]);
  });

  it(`keeps every function to ${longestFunction} lines, nine of ten to 40, half of them to 15`, () => {
    const sorted = functions.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(functions.filter(({ lines }) => lines > longestFunction)).toEqual([]);
    expect(quantile(sorted, 0.9)).toBeLessThanOrEqual(40);
    expect(quantile(sorted, 0.5)).toBeLessThanOrEqual(15);
  });

  it("has no drawer for what belongs nowhere", () => {
    const drawers = files.filter(({ file }) =>
      file.split(path.sep).some((part) => /^(utils?|helpers?|misc|common|shared|lib)(\.tsx?)?$/.test(part)),
    );
    expect(drawers.map(({ file }) => file).filter((file) => !file.includes("messages/en/common"))).toEqual(
      [],
    );
  });

  it("has no `any`, no default export, and says why where it silences the linter", () => {
    const silenced = /biome-ignore [\w/]+:\s*(.*)/g;
    const found = files.flatMap(({ file, text }) => [
      ...(/(?:: |<|as |\[\]? ?)any\b/.test(withoutWords(text)) ? [`${file}: any`] : []),
      ...(/^export default /m.test(text) ? [`${file}: default export`] : []),
      ...(/@ts-(?:ignore|expect-error|nocheck)/.test(text) ? [`${file}: silenced type error`] : []),
      ...[...text.matchAll(silenced)]
        .filter(([, why]) => (why ?? "").length < 10)
        .map(() => `${file}: no reason`),
    ]);
    expect(found).toEqual([]);
  });
});

/** The code without what is said in comments and texts. */
function withoutWords(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""')
    .replace(/\/\/.*$/gm, "");
}
