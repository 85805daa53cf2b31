import type { CalendarDate, ParticipantId, StudyId } from "#kernel";
import type { AvailableRater } from "#trial";

/** Who can rate, and whose a rating is. Only the server asks; no rater is ever told. */
export type RatingDirectory = {
  readonly participantOf: (study: StudyId, handle: string) => Promise<ParticipantId | undefined>;
  /** Those who have the role on the day, with when they are taken. */
  readonly raters: (study: StudyId, on: CalendarDate) => Promise<readonly AvailableRater[]>;
};
