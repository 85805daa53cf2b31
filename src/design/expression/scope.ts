import type { CalendarDate, PartialDate } from "#kernel";
import type { NullFlavor } from "../model/form.ts";
import type { TrialEvent } from "../model/schedule.ts";
import type { Reference } from "./expression.ts";
import type { ExpressionValue } from "./value.ts";

/** Why a value is not there; `not-entered` is an answer that nobody has given yet. */
export type AbsenceReason = NullFlavor | "not-entered";

export type Lookup = { readonly value: ExpressionValue } | { readonly absent: AbsenceReason };

/**
 * One row of a repeating group or one submission of a form. A name that is not the row's own gives undefined, and
 * is then looked for around the row.
 */
export type Row = {
  readonly lookUp: (reference: Reference) => Lookup | undefined;
  readonly rowsOf: (over: Reference) => readonly Row[] | undefined;
};

/** What the names of an expression stand for while it is evaluated. Nothing here throws. */
export type EvaluationScope = {
  readonly today: CalendarDate | undefined;
  readonly lookUp: (reference: Reference) => Lookup;
  /** Undefined where nothing is known of the rows: nobody has asked yet. */
  readonly rowsOf: (over: Reference) => readonly Row[] | undefined;
  readonly parameter: (id: string) => ExpressionValue | undefined;
  readonly eventDate: (event: TrialEvent) => PartialDate | CalendarDate | undefined;
  readonly visitDate: (encounterId: string) => PartialDate | CalendarDate | undefined;
};

/** The names that hold inside a row: its own, and those around it that it does not have. */
export function scopeInRow(row: Row, around: EvaluationScope): EvaluationScope {
  return {
    ...around,
    lookUp: (reference) => row.lookUp(reference) ?? around.lookUp(reference),
    rowsOf: (over) => row.rowsOf(over) ?? around.rowsOf(over),
  };
}
