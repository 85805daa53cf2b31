import { decodeEntities } from "./entities.ts";

/** A piece of XHTML. The names of elements are lower-case; the values of attributes are decoded. */
export type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: "close"; readonly name: string };

const elements: ReadonlySet<string> = new Set(
  (
    "a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button " +
    "canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed " +
    "fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i " +
    "iframe img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu " +
    "menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture " +
    "plaintext portal pre progress q rb rp rt rtc ruby s samp script search section select slot small source " +
    "span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr " +
    "track tt u ul var video wbr xmp"
  ).split(" "),
);

/** Elements whose content is not for reading: it goes with them. */
const withoutText: ReadonlySet<string> = new Set(
  "applet audio canvas frameset head math noframes noscript object select svg template video".split(" "),
);

/** Elements whose content is no markup to a browser: without an end tag it runs to the end of the text. */
const rawText: ReadonlySet<string> = new Set(
  "iframe noembed plaintext script style textarea title xmp".split(" "),
);

/**
 * Cuts a text into its tags and what stands between them. A `<` that begins no tag is text, so that
 * "age <18" is not lost; comments, declarations and the content of scripts and styles are left out.
 */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const endless = new Set<string>();
  let textFrom = 0;
  let at = source.indexOf("<");
  while (at !== -1) {
    const markup = markupAt(source, at, endless);
    if (markup) {
      if (at > textFrom) tokens.push({ kind: "text", text: decodeEntities(source.slice(textFrom, at)) });
      tokens.push(...markup.tokens);
      textFrom = markup.end;
    }
    at = source.indexOf("<", markup ? markup.end : at + 1);
  }
  if (textFrom < source.length) tokens.push({ kind: "text", text: decodeEntities(source.slice(textFrom)) });
  return tokens;
}

type Markup = { readonly tokens: readonly Token[]; readonly end: number };

/** `endless` gathers the elements of which no end tag is left, so that it is looked for once. */
function markupAt(source: string, at: number, endless: Set<string>): Markup | undefined {
  if (source.startsWith("<!--", at)) return { tokens: [], end: endOf(source, "-->", at + 4) };
  if (source.startsWith("<![CDATA[", at)) {
    const end = endOf(source, "]]>", at + 9);
    const text = source.slice(at + 9, source.startsWith("]]>", end - 3) ? end - 3 : end);
    return { tokens: [{ kind: "text", text }], end };
  }
  if (/^<[!?][a-z]/i.test(source.slice(at, at + 3))) return { tokens: [], end: endOf(source, ">", at) };
  return tagAt(source, at, endless);
}

/**
 * A tag runs to the `>` outside its quotation marks and holds no `<` outside them. No part of the pattern can
 * match what its neighbor can, so that it takes no more than linear time.
 */
const tagPattern =
  /<(\/?)([a-z][\w.-]*(?::[\w.-]+)?)((?:[\s/]+[^\s/<>"'=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>"'/]+))?)*)[\s/]*>/iy;
const attributePattern = /([^\s/<>"'=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s<>"'/]+))/g;

function tagAt(source: string, at: number, endless: Set<string>): Markup | undefined {
  tagPattern.lastIndex = at;
  const match = tagPattern.exec(source);
  if (!match) return undefined;
  const [whole, slash = "", written = "", rest = ""] = match;
  const name = written.toLowerCase();
  const end = at + whole.length;
  if (!isElement(name, rest)) return undefined;
  if (slash === "/") return { tokens: [{ kind: "close", name }], end };
  const tokens: readonly Token[] = [{ kind: "open", name, attributes: attributesOf(rest) }];
  const isContentGone = withoutText.has(name) || rawText.has(name);
  if (!isContentGone || whole.endsWith("/>")) return { tokens, end };
  const contentEnd = endless.has(name) ? undefined : endOfElement(source, name, end);
  if (contentEnd === undefined) endless.add(name);
  return { tokens, end: contentEnd ?? (rawText.has(name) ? source.length : end) };
}

/** `<b and c>` stands in "a<b and c>d", `<TBD>` is a note: neither has an attribute with a value. */
function isElement(name: string, attributes: string): boolean {
  if (name.includes(":") || attributes.includes("=")) return true;
  return elements.has(name) && (name.length > 1 || attributes.trim() === "");
}

function attributesOf(written: string): ReadonlyMap<string, string> {
  return new Map(
    [...written.matchAll(attributePattern)].map(([, name = "", double, single, bare]) => [
      name.toLowerCase(),
      decodeEntities(double ?? single ?? bare ?? ""),
    ]),
  );
}

function endOfElement(source: string, name: string, from: number): number | undefined {
  const close = new RegExp(`</${name}\\b[^<>]*>`, "gi");
  close.lastIndex = from;
  const match = close.exec(source);
  return match ? match.index + match[0].length : undefined;
}

function endOf(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  return found === -1 ? source.length : found + mark.length;
}
