import type { CalendarDate, Instant, ParticipantId, StudyId } from "#kernel";

/** Somebody of the pool, and when their open assessments begin. */
export type BookedRater = { readonly user: string; readonly startsAt: readonly Instant[] };

/** Who can rate, and whose a rating is. Only the server asks; no rater is ever told. */
export type RatingDirectory = {
  readonly participantOf: (study: StudyId, handle: string) => Promise<ParticipantId | undefined>;
  /** Those who have the role on the day, with when they are taken. */
  readonly raters: (study: StudyId, on: CalendarDate) => Promise<readonly BookedRater[]>;
};
