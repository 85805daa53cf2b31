const names = new Intl.DisplayNames(["en"], { type: "language" });

/** A language tag in words: `es` is Spanish. A tag that is none stays as it is. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
