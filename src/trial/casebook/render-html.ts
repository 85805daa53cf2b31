import type { Block, Document, Table } from "./document.ts";

/** The document as one HTML file that needs nothing else: it opens in any browser, offline, and prints with its head on every page. */
export function renderHtml({ title, runningHead, blocks }: Document, language = "en"): string {
  return `<!doctype html>
<html lang="${escapeText(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeText(title)}</title>
<style>${style}${pageMargins(runningHead)}</style>
</head>
<body>
<div class="running">${escapeText(runningHead)}</div>
<main>
<h1>${escapeText(title)}</h1>
${contents(blocks)}
${blocks.map(renderBlock).join("\n")}
</main>
</body>
</html>
`;
}

/** The head and the number of every printed page (CSS Paged Media 3). */
function pageMargins(runningHead: string): string {
  const font = "font: 8pt sans-serif; color: #45525c;";
  return `@page { @top-left { content: "${escapeStyle(runningHead)}"; ${font} } @bottom-right { content: counter(page) " / " counter(pages); ${font} } }`;
}

/** Text inside a style sheet's string: whatever could end it is written as its number. */
function escapeStyle(text: string): string {
  return text.replaceAll(/[\\"'<>&\n\r]/g, (letter) => `\\${letter.charCodeAt(0).toString(16)} `);
}

function contents(blocks: readonly Block[]): string {
  const places = blocks.flatMap((block) =>
    block.kind === "heading" && block.level === 2 && block.id ? [{ id: block.id, text: block.text }] : [],
  );
  const items = places.map(({ id, text }) => `<li><a href="#${escapeText(id)}">${escapeText(text)}</a></li>`);
  return items.length === 0 ? "" : `<nav aria-label="Contents"><ol>${items.join("")}</ol></nav>`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}${block.id ? ` id="${escapeText(block.id)}"` : ""}>${escapeText(block.text)}</h${block.level}>`;
    case "paragraph":
      return `<p>${lines(block.text)}</p>`;
    case "note":
      return `<p class="note" role="note">${lines(block.text)}</p>`;
    case "facts":
      return `<dl>${block.facts.map(([name, value]) => `<div><dt>${escapeText(name)}</dt><dd>${lines(value)}</dd></div>`).join("")}</dl>`;
    case "table":
      return renderTable(block);
  }
}

function renderTable({ caption, head, rows }: Table): string {
  const heads = head.map((text) => `<th scope="col">${escapeText(text)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${lines(cell)}</td>`).join("")}</tr>`);
  return `<table><caption>${escapeText(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${body.join("\n")}</tbody></table>`;
}

function lines(text: string): string {
  return escapeText(text).replaceAll("\n", "<br>");
}

/** No text of a record is ever taken for markup. */
function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const style = `
:root { color-scheme: light; }
body { margin: 0; font: 14px/1.45 "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif; color: #1a1f24; background: #fff; font-variant-numeric: tabular-nums; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
.running { padding: .4rem 1.5rem; border-block-end: 1px solid #b8c2ca; color: #45525c; font-size: 12px; }
h1 { font-size: 1.7rem; margin: .5rem 0 1rem; }
h2 { font-size: 1.3rem; margin: 2rem 0 .6rem; padding-block-start: .6rem; border-block-start: 2px solid #0c667b; }
h3 { font-size: 1.08rem; margin: 1.4rem 0 .4rem; }
h4 { font-size: .95rem; margin: 1rem 0 .3rem; }
nav ol { columns: 2; padding-inline-start: 1.4rem; }
a { color: #0c667b; }
dl { margin: 0 0 .8rem; display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .15rem 1.5rem; }
dl div { display: flex; gap: .6rem; }
dt { color: #45525c; min-width: 8rem; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; margin: 0 0 1rem; font-size: 13px; }
caption { text-align: start; color: #45525c; padding-block-end: .25rem; }
th, td { text-align: start; vertical-align: top; padding: .25rem .5rem; border-block-end: 1px solid #d8dfe4; overflow-wrap: anywhere; }
thead th { border-block-end: 1.5px solid #6b7a86; font-weight: 600; }
.note { border-inline-start: 4px solid #a15c00; background: #fff7ea; padding: .5rem .8rem; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  h2, h3, h4 { break-after: avoid; }
  tr, dl div { break-inside: avoid; }
  thead { display: table-header-group; }
  .running { display: none; }
}
`;
