import type { CalendarDate, PartialDate } from "#kernel";
import type { FormValues } from "../form/item-value.ts";
import type { TrialEvent } from "../model/schedule.ts";

/** A form that was submitted for a participant; for a log or a form filled more than once, one of its entries. */
export type SubmittedForm = {
  readonly formId: string;
  /** The visit at which it was filled; absent for a log. */
  readonly encounterId?: string;
  /** The day that it tells of, which for its rules is today. */
  readonly date: CalendarDate;
  /** Computed values that were stored with it hold; those that were not are computed again. */
  readonly values: FormValues;
};

/** A visit that took place. */
export type VisitDay = { readonly encounterId: string; readonly date: CalendarDate };

/** What is known of a participant, as far as rules may look at it. */
export type ParticipantRecord = {
  /** The day on which rules are asked. */
  readonly today: CalendarDate;
  /** From the earliest to the latest; of two for the same item, the later holds. */
  readonly forms: readonly SubmittedForm[];
  readonly events: { readonly [event in TrialEvent]?: CalendarDate | PartialDate };
  /** From the earliest to the latest. */
  readonly visits: readonly VisitDay[];
  /**
   * Logs and repeated forms that somebody has looked through, so that no entry means none. Without it, a form of
   * which nothing was ever entered is unknown and not empty.
   */
  readonly reviewedForms: readonly string[];
};
