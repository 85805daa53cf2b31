import { type ListLevel, listLevel, marker } from "./list-marker.ts";
import { lowered, raised } from "./raised.ts";
import type { Token } from "./tokens.ts";

/** Says what a `usdm:tag` or `usdm:ref` stands for, as plain text; undefined where nobody knows. */
export type Resolve = (element: "tag" | "ref", attributes: ReadonlyMap<string, string>) => string | undefined;

/** Where the writing stands: the line begun, and what it is inside. */
type Page = {
  readonly lines: string[];
  line: string;
  hasText: boolean;
  spaceDue: boolean;
  cells: number;
  script: "plain" | "raised" | "lowered";
  readonly lists: ListLevel[];
  readonly links: string[];
};

const blocks: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul"
  ).split(" "),
);

/**
 * XHTML as lines of text: a paragraph, a list item and a row of a table is a line, items keep their
 * numbers, cells are parted by bars, raised digits stay raised, a link is followed by its address.
 */
export function layOut(tokens: readonly Token[], resolve: Resolve): readonly string[] {
  const page: Page = {
    lines: [],
    line: "",
    hasText: false,
    spaceDue: false,
    cells: 0,
    script: "plain",
    lists: [],
    links: [],
  };
  for (const token of tokens) {
    if (token.kind === "text") write(page, token.text);
    else if (token.kind === "close") close(page, token.name);
    else open(page, token, resolve);
  }
  endLine(page);
  return page.lines;
}

function open(page: Page, token: Token & { readonly kind: "open" }, resolve: Resolve): void {
  const { name, attributes } = token;
  if (blocks.has(name)) endLine(page);
  if (name === "ol" || name === "ul") page.lists.push(listLevel(name, attributes));
  if (name === "li") beginItem(page);
  if (name === "td" || name === "th") beginCell(page);
  if (name === "sup") page.script = "raised";
  if (name === "sub") page.script = "lowered";
  if (name === "a") page.links.push(attributes.get("href") ?? "");
  if (name === "img") write(page, `[image: ${attributes.get("alt") || "no description"}]`);
  if (name === "usdm:tag") write(page, resolve("tag", attributes) ?? `[${attributes.get("name") ?? "?"}]`);
  if (name === "usdm:ref") write(page, resolve("ref", attributes) ?? `[${attributes.get("id") ?? "?"}]`);
}

function close(page: Page, name: string): void {
  if (name === "td" || name === "th") page.cells = Math.max(0, page.cells - 1);
  if (name === "tr" || name === "table") page.cells = 0;
  if (blocks.has(name)) endLine(page);
  if (name === "li" && !page.hasText) page.line = "";
  if (name === "ol" || name === "ul") page.lists.pop();
  if (name === "sup" || name === "sub") page.script = "plain";
  if (name === "a") writeAddress(page, page.links.pop() ?? "");
}

/** Inside a cell of a table nothing ends the row but the row itself. */
function endLine(page: Page): void {
  page.spaceDue = true;
  if (page.cells > 0 || !page.hasText) return;
  page.lines.push(page.line);
  page.line = "";
  page.hasText = false;
}

function beginItem(page: Page): void {
  const list = page.lists.at(-1);
  if (!list || page.cells > 0) return;
  list.item += 1;
  page.line = `${indent(page.lists.length - 1)}${marker(list)} `;
}

function beginCell(page: Page): void {
  if (page.hasText) page.line += " |";
  page.spaceDue = true;
  page.cells += 1;
}

function write(page: Page, text: string): void {
  const words = text.split(/[^\S\u00a0]+/);
  for (const [index, word] of words.entries()) {
    if (index > 0) page.spaceDue = true;
    if (word !== "") writeWord(page, word);
  }
}

function writeWord(page: Page, word: string): void {
  if (page.line === "") page.line = indent(page.lists.length);
  if (page.hasText && page.spaceDue) page.line += " ";
  page.line += page.script === "plain" ? word : page.script === "raised" ? raised(word) : lowered(word);
  page.hasText = true;
  page.spaceDue = false;
}

/** Only an address that a person may safely follow is kept. */
function writeAddress(page: Page, address: string): void {
  const isSafe = /^(https?:\/\/|mailto:)[^\s<>"']+$/i.test(address);
  if (isSafe && !page.line.endsWith(address)) write(page, ` (${address})`);
}

/** Lists in lists are set in, as far as a page can show. */
function indent(depth: number): string {
  return "  ".repeat(Math.min(depth, 10));
}
