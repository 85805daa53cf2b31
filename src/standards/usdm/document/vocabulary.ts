/** Terms of a CDISC code list and what each is in a design, found by NCI code or by its words. */
export type Vocabulary<Value> = {
  readonly byCode: ReadonlyMap<string, Value>;
  readonly byWords: ReadonlyMap<string, Value>;
  readonly values: readonly Value[];
};

/** One row: what it is in the design, its words, and its NCI code where it has one. */
type Term<Value> = readonly [value: Value, words: string, code?: string];

/** A vocabulary of the given terms; of two with one code or words the later holds. */
export function vocabulary<Value>(terms: readonly Term<Value>[]): Vocabulary<Value> {
  const coded = terms.flatMap(([value, , code]) => (code === undefined ? [] : [[code, value] as const]));
  return {
    byCode: new Map(coded),
    byWords: new Map(terms.map(([value, words]) => [normalized(words), value])),
    values: [...new Set(terms.map(([value]) => value))],
  };
}

/** What a term is by its code and by its words; where they differ the code decides. */
type FoundTerm<Value> = { readonly byCode: Value | undefined; readonly byWords: Value | undefined };

/** Looks a term up by its NCI code and by its words, whose case and punctuation do not matter. */
export function findTerm<Value>(
  { byCode, byWords }: Vocabulary<Value>,
  code: string,
  words: string,
): FoundTerm<Value> {
  return { byCode: byCode.get(code), byWords: byWords.get(normalized(words)) };
}

function normalized(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}
