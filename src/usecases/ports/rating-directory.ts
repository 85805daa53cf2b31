import type { ParticipantId, StudyId } from "#kernel";
import type { AvailableRater } from "#trial";

/** Who can rate, and whose a rating is. Only the server asks; no rater is ever told. */
export type RatingDirectory = {
  readonly participantOf: (study: StudyId, handle: string) => Promise<ParticipantId | undefined>;
  readonly raters: (study: StudyId) => Promise<readonly AvailableRater[]>;
};
