/** What an expression gives, as far as its text tells. */
export type ExpressionType =
  | {
      readonly kind:
        | "number"
        | "boolean"
        | "date"
        | "time"
        | "date-time"
        | "calendar-duration"
        | "clock-duration";
    }
  /** `literal` where the text itself is known: one in quotes, or a parameter's. */
  | { readonly kind: "text"; readonly literal?: string }
  /** `codes` with their labels; absent where any code may come. */
  | { readonly kind: "code" | "codes"; readonly codes?: ReadonlyMap<string, string> };

export type TypeKind = ExpressionType["kind"];

const typeNames: Readonly<Record<TypeKind, string>> = {
  number: "a number",
  boolean: "true or false",
  date: "a date",
  time: "a time of day",
  "date-time": "a date with time",
  "calendar-duration": "a duration of days to years",
  "clock-duration": "a duration of minutes or hours",
  text: "text",
  code: "a code",
  codes: "several codes",
};

/** The kind in words, for a message: `a number`. */
export function describeType({ kind }: ExpressionType): string {
  return typeNames[kind];
}
