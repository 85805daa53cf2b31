/** Input that cannot be read as what was asked for: one issue for each place. */
export type InvalidInput = {
  readonly kind: "invalid-input";
  readonly issues: readonly InputIssue[];
};

/** `path` is dotted, as in `items.3.value`; the empty path is the whole. */
export type InputIssue = { readonly path: string; readonly message: string };

export function invalidInput(...issues: readonly InputIssue[]): InvalidInput {
  return { kind: "invalid-input", issues };
}

/** `["items", 3, "value"]` → `items.3.value`. */
export function renderPath(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}

/** One line for one issue: `items.3.value: expected a date, got "tomorow"`. */
export function renderIssue({ path, message }: InputIssue): string {
  return path === "" ? message : `${path}: ${message}`;
}
