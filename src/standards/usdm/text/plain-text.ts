import { harmless } from "./harmless.ts";
import { layOut, type Resolve } from "./lay-out.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** A text and what markup it had. */
type PlainText = {
  readonly text: string;
  /** The elements whose markup is gone: `p`, `ol`, `script`. */
  readonly elements: ReadonlySet<string>;
};

/**
 * The text of a piece of XHTML, laid out as a person would copy it by hand (see `layOut`). Scripts, styles
 * and event handlers are gone, and what is left cannot begin a tag (see `harmless`). A text without
 * markup keeps its lines.
 *
 * @example plainText("<p>Resting heart rate &lt;50</p>", () => undefined).text // => "Resting heart rate <50"
 */
export function plainText(source: string, resolve: Resolve): PlainText {
  const tokens = tokensOf(source);
  const isPlain = tokens.every(({ kind }) => kind === "text");
  const elements = new Set(tokens.flatMap((token) => (token.kind === "open" ? [token.name] : [])));
  elements.delete("usdm:tag");
  elements.delete("usdm:ref");
  const lines = isPlain ? linesOf(tokens) : layOut(tokens, resolve);
  return { text: harmless(lines.join("\n")).trim(), elements };
}

function linesOf(tokens: readonly Token[]): readonly string[] {
  const text = tokens.map((token) => (token.kind === "text" ? token.text : "")).join("");
  return text.split(/\r\n?|\n/).map((line) => line.replaceAll(/[^\S\u00a0]+/g, " ").trimEnd());
}
