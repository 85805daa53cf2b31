/** A case of reference numbers, as its JSON file holds it; `data` as the rows of the CSV file that it names. */
export type GoldenCase = {
  readonly id: string;
  readonly group: string;
  readonly spec: Readonly<Record<string, unknown>>;
  /** The R expression that made the numbers: read only where `spec` is silent. */
  readonly call: string;
  readonly oracle: { readonly package: string; readonly version: string };
  readonly tolerance: { readonly abs: number; readonly rel: number };
  readonly expected: Readonly<Record<string, unknown>>;
  /** The columns of the case's data, empty where it has none. */
  readonly data: GoldenData;
  /** Columns of the data that stand in quotes: text and factors, as R writes them, even where they look like numbers. */
  readonly quoted?: readonly string[];
};

/** A CSV file's columns by name, as text; `NA` is missing. */
export type GoldenData = ReadonlyMap<string, readonly string[]>;

/** What we compute for a case: one figure for each key of `expected`, in the same shape; null where there is none. */
export type Answer = { readonly figures: Readonly<Record<string, unknown>> } | { readonly skipped: string };

/** Translates the cases of some groups to calls of ours, by their `spec` alone. */
export type Adapter = {
  readonly name: string;
  readonly takes: (golden: GoldenCase) => boolean;
  readonly answer: (golden: GoldenCase) => Answer;
};
