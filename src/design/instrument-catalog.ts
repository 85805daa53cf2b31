import type { ItemType } from "./model/form.ts";

/** One answer of an instrument as a form shows it. */
export type InstrumentItem = {
  readonly id: string;
  readonly label: string;
  readonly type: Exclude<ItemType, "computed">;
  readonly codeList?: readonly InstrumentCode[];
  readonly range?: { readonly minimum?: number; readonly maximum?: number };
  /** Its absence is not reported as missing. */
  readonly optional: boolean;
};

export type InstrumentCode = { readonly code: string; readonly label: string };

/** A value that scoring gives; expressions refer to it as to an item of the form. */
export type InstrumentScore = {
  readonly id: string;
  readonly label: string;
  readonly type: "integer" | "decimal" | "boolean" | "code" | "text";
  /** Absent where any code may come. */
  readonly codeList?: readonly InstrumentCode[];
  /** UCUM code. */
  readonly unit?: string;
};

/** The items and scores of the instrument that a form names; undefined where nobody knows it. */
export type InstrumentCatalog = (
  instrument: string,
) => { readonly items: readonly InstrumentItem[]; readonly scores: readonly InstrumentScore[] } | undefined;

/** An answer as an instrument takes it; what was not answered is left out. */
export type InstrumentResponses = {
  readonly [itemId: string]: number | string | boolean | readonly string[];
};

/** Scores by id; null or absent where they could not be computed. */
export type InstrumentScores = { readonly [scoreId: string]: number | string | boolean | null | undefined };

/** What an instrument makes of the answers to it. */
export type InstrumentReading = {
  readonly scores: InstrumentScores;
  /** Items that should have been answered and were not, by the instrument's own rule for what is left out. */
  readonly missing: readonly string[];
  /** Answers that it does not take, or that contradict each other; `path` is the id of an item. */
  readonly faults: readonly { readonly path: string; readonly message: string }[];
};

export type InstrumentScorer = (instrument: string, responses: InstrumentResponses) => InstrumentReading;

/** What the design layer asks of the instruments; the caller brings them. */
export type Instruments = { readonly catalog: InstrumentCatalog; readonly score: InstrumentScorer };
