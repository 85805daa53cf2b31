import type { Block, Document, Table } from "./document.ts";

const widestColumn = 48;

/** The document as plain text, for a terminal or an archive. */
export function renderText({ title, blocks }: Document): string {
  return [title, "=".repeat(title.length), "", ...blocks.flatMap((block) => [...linesOf(block), ""])].join(
    "\n",
  );
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
      return block.level === 2
        ? ["", block.text, "-".repeat(block.text.length)]
        : [`${"#".repeat(block.level - 2)} ${block.text}`];
    case "paragraph":
      return [block.text];
    case "note":
      return [`! ${block.text}`];
    case "facts":
      return factLines(block.facts);
    case "table":
      return tableLines(block);
  }
}

function factLines(facts: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value.replaceAll("\n", " / ")}`);
}

/** Columns as wide as their widest cell, up to a limit; what is longer goes on in the lines below. */
function tableLines({ caption, head, rows }: Table): readonly string[] {
  const widths = head.map((text, column) => {
    const longest = Math.max(text.length, ...rows.map((row) => longestLine(row[column] ?? "")));
    return Math.min(widestColumn, longest);
  });
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [caption, ...rowLines(head, widths), rule, ...rows.flatMap((row) => rowLines(row, widths))];
}

function longestLine(text: string): number {
  return Math.max(...text.split("\n").map((line) => line.length));
}

function rowLines(cells: readonly string[], widths: readonly number[]): readonly string[] {
  const wrapped = widths.map((width, column) => wrap(cells[column] ?? "", width));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, column) => (lines[line] ?? "").padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function wrap(text: string, width: number): readonly string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    for (const word of paragraph.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (longer.length <= width || line === "") line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    return [...lines, line].flatMap((one) => chunks(one, width));
  });
}

/** A word longer than the column is cut. */
function chunks(text: string, width: number): readonly string[] {
  if (text.length <= width || width === 0) return [text];
  return [text.slice(0, width), ...chunks(text.slice(width), width)];
}
