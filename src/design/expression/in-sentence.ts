/** The label within a sentence: `Class` becomes `class`; `QTc` and `CAPS-5` stay. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) || /^A /.test(label) ? label[0]?.toLowerCase() + label.slice(1) : label;
}
