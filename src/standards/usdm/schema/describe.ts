/** What kind of JSON value it is, in one word, for a message. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** The text between quotation marks, on one line and at most 60 characters long. */
export function quoted(text: string): string {
  const line = text.toWellFormed().replace(/\s+/g, " ").trim();
  return line.length > 60 ? `"${line.slice(0, 60).toWellFormed()}…"` : `"${line}"`;
}

/** "an Activity", "a Timing". */
export function oneOf(className: string): string {
  return `${/^[AEIO]/.test(className) ? "an" : "a"} ${className}`;
}
