import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderInstrumentReference } from "./reference.ts";
import { instruments } from "./registry.ts";

const page = new URL("../../docs/reference/instruments.md", import.meta.url);

test("docs/reference/instruments.md is what the definitions say (node --import tsx -C source tools/write-instrument-reference.ts)", () => {
  expect(readFileSync(page, "utf8")).toBe(renderInstrumentReference());
});

test("the page has a chapter for every instrument, with its missing rule, its scores, its licence and its sources", () => {
  const chapters = renderInstrumentReference().split("\n## ").slice(1);
  expect(chapters).toHaveLength(instruments.size);
  for (const [index, { definition }] of [...instruments.values()].entries()) {
    const chapter = chapters[index] ?? "";
    expect(chapter).toContain(`Id \`${definition.id}\`, version \`${definition.version}\``);
    expect(chapter).toContain(definition.missingRule.statement);
    expect(chapter).toContain(definition.licence.holder);
    for (const { id } of definition.scores.filter((score) => !/\d/.test(score.id)))
      expect(chapter).toContain(`\`${id}\``);
    for (const { citation } of definition.sources) expect(chapter).toContain(citation);
  }
});
