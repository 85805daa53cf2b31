import type { InputIssue } from "#kernel";
import type { Answers } from "./answers.ts";
import type { Computation } from "./computation.ts";
import type { Choice, ItemDefinition, Range } from "./item.ts";

/**
 * How sure a published fact is: `retrieved` was read in the source or in a document that quotes it; the
 * `background` marks are knowledge of the field that was not read again and should be confirmed before a trial
 * relies on it; `convention` is this project's own choice where no published rule was found.
 */
export type Confidence =
  | "retrieved"
  | "background-high"
  | "background-medium"
  | "background-low"
  | "convention";

/** Where a rule, a cut-point or a text comes from. */
export type Source = { readonly citation: string; readonly confidence: Confidence };

/** One number, yes-no or code that scoring gives; `type` is what an expression language checks references by. */
export type ScoreDefinition = { readonly id: string; readonly label: string } & ScoreType;

/** The data type of a score, with what it may hold. */
export type ScoreType =
  /** `unit` is a UCUM expression: `{score}`, `%`, `1`. */
  | { readonly type: "integer" | "number"; readonly range: Range; readonly unit: string }
  /** Null in a result where it is unknown (Kleene's third value). */
  | { readonly type: "boolean" }
  | { readonly type: "code"; readonly codes: readonly Choice<string>[] }
  /** Too many codes to list: `pattern` is a regular expression that all of them match. */
  | { readonly type: "code"; readonly pattern: string };

/** A value of a score; null where it could not be computed, and then the result tells why. */
export type ScoreValue = number | boolean | string | null;

/** A named part of a score's range. `from` and `to` are whole scores; a prorated 4.5 lies below a band from 5. */
export type Band = {
  readonly code: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
};

/** Bands that divide the range of the score `of` without gap or overlap; the band's code is the score `as`. */
export type BandScale = {
  readonly of: string;
  readonly as: string;
  readonly bands: readonly Band[];
  readonly source: Source;
};

/** What happens where an item was not answered; `statement` is printed with every result. */
export type MissingRule = (
  | { readonly kind: "complete" }
  | { readonly kind: "prorate"; readonly maximumMissing: number }
  | { readonly kind: "skip-pattern" }
  | { readonly kind: "per-score" }
) & { readonly statement: string; readonly source: Source };

/** A published size of change or level; `points` is the amount of decrease, or the level not exceeded. */
export type ChangeThreshold = {
  readonly score: string;
  readonly label: string;
  readonly kind: "reliable-change" | "meaningful-change" | "response" | "level";
  readonly points: number;
  readonly source: Source;
};

/** Who owns the wording of an instrument, and what this repository may do with it. */
export type Licence = {
  readonly holder: string;
  /** Whether the wording of items may be part of this repository. */
  readonly mayShipItemText: boolean;
  readonly terms: string;
  readonly source: Source;
};

/** A LOINC code and what of the instrument it names. */
export type LoincCode = { readonly code: string; readonly names: string; readonly source: Source };

/**
 * A rating scale as data. Ranges, items and scores belong to one `id` and `version`; what another version
 * gives is another instrument and is never compared with it.
 */
export type InstrumentDefinition = {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly abbreviation: string;
  /** Other usual spellings, for look-up. */
  readonly aliases: readonly string[];
  readonly recallPeriod: string;
  readonly mode: "interview" | "self-report" | "observer";
  /** The words that stand once above the items they belong to, where this repository may hold them. */
  readonly stem?: { readonly text: string; readonly itemIds: readonly string[] };
  /** What a reader must know before using the scores. */
  readonly remarks: readonly string[];
  readonly items: readonly ItemDefinition[];
  readonly missingRule: MissingRule;
  readonly scores: readonly ScoreDefinition[];
  readonly bandScales: readonly BandScale[];
  readonly changeThresholds: readonly ChangeThreshold[];
  readonly licence: Licence;
  readonly loinc: readonly LoincCode[];
  readonly sources: readonly Source[];
};

/** A definition and its scoring. `contradictions` finds answers that are valid alone but not together. */
export type Instrument = {
  readonly definition: InstrumentDefinition;
  readonly compute: (answers: Answers) => Computation;
  readonly contradictions?: (answers: Answers) => readonly InputIssue[];
};
