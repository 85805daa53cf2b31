import type { Result } from "#kernel";
import type { Reference } from "./expression.ts";
import type { ExpressionType } from "./expression-type.ts";

/** What a reference names: its type, and its words for a reader. */
export type Term = {
  readonly type: ExpressionType;
  readonly label: string;
  /** UCUM code. */
  readonly unit?: string;
};

export type ParameterTerm = Term & { readonly value: number | string | boolean };

/** What the rows of a group or form are called one by one, and the names that hold inside a row. */
export type RowTerm = { readonly label: string; readonly inside: Vocabulary };

/**
 * The names that an expression may use where it stands, with their types and labels. A name that does not
 * resolve is a failure with its reason, for whoever wrote the expression.
 */
export type Vocabulary = {
  readonly reference: (reference: Reference) => Result<Term, string>;
  readonly rows: (over: Reference) => Result<RowTerm, string>;
  readonly parameter: (id: string) => Result<ParameterTerm, string>;
  /** The label of an encounter. */
  readonly encounter: (id: string) => Result<string, string>;
};
