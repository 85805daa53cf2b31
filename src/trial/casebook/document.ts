/** A document to read or print, as data: each rendering (text, HTML) shows the same blocks. */
export type Document = {
  readonly title: string;
  /** What stands at the head of every printed page. */
  readonly runningHead: string;
  readonly blocks: readonly Block[];
};

export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3 | 4; readonly text: string; readonly id?: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** Something that must not be missed. */
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "facts"; readonly facts: readonly (readonly [name: string, value: string])[] }
  | Table;

export type Table = {
  readonly kind: "table";
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export function heading(level: 2 | 3 | 4, text: string, id?: string): Block {
  return { kind: "heading", level, text, ...(id === undefined ? {} : { id }) };
}

/** A table, or a sentence where it would be empty. */
export function tableOr(
  empty: string,
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Block {
  return rows.length === 0 ? { kind: "paragraph", text: empty } : { kind: "table", caption, head, rows };
}
