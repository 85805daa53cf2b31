import type { Truth } from "#kernel";
import type { MissingReference } from "../expression/outcome.ts";
import type { InstrumentScores } from "../instrument-catalog.ts";
import type { ItemValue, RowPlace } from "./item-value.ts";
import type { ValueIssue } from "./validate-item.ts";

/** An issue at its place: `weight`, or `medications.2.dose` in a row (counted from 0). */
export type FormIssue = ValueIssue & { readonly path: string };

/** An edit check that is false: somebody must look. */
export type EditCheckFinding = {
  readonly checkId: string;
  /** The item that the check belongs to; empty for one of the whole form. */
  readonly path: string;
  readonly severity: "error" | "query";
  readonly message: string;
};

/** One item of the form as it stands. */
export type ItemState = {
  readonly path: string;
  readonly itemId: string;
  readonly row?: RowPlace;
  /** Whether it is to be asked. Unknown: what decides it has no value yet, so it is not asked for now. */
  readonly applies: Truth;
  /** As entered, or as computed. Kept where the item does not apply. */
  readonly value?: ItemValue;
  /** For a computed item without a value: what it waits for. */
  readonly waitsFor?: readonly MissingReference[];
};

/** Everything that a form's own rules say of what stands on it. */
export type FormState = {
  readonly items: readonly ItemState[];
  /** Whether each group is to be shown; a repeating one has no items to tell before it has rows. */
  readonly groups: readonly { readonly groupId: string; readonly applies: Truth }[];
  readonly scores: InstrumentScores;
  readonly issues: readonly FormIssue[];
  readonly findings: readonly EditCheckFinding[];
  /** Entered but not applicable: values of hidden items, which are kept and do not count. */
  readonly notApplicable: readonly { readonly path: string; readonly value: ItemValue }[];
  readonly completeness: Completeness;
  /** Complete, and without an issue or finding that is an error. */
  readonly submittable: boolean;
};

/** How many of the items that must be answered have an answer, or a reason for none. */
export type Completeness = {
  readonly required: number;
  readonly answered: number;
  /** Paths of those that have neither. */
  readonly missing: readonly string[];
};
