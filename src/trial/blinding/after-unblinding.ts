import type { ParticipantState } from "../participant.ts";
import type { RatingRequest } from "../rating/requests.ts";
import type { Unblinding } from "./evolve.ts";

/**
 * Whether an assessment was asked for or handed in after an unblinding that may bear on it: every emergency, and whatever the rater or
 * the participant learned. For whoever analyzes or watches over the trial; the rater is told nothing of it.
 */
export function isAfterUnblinding(
  { unblindings }: Pick<ParticipantState, "unblindings">,
  { requestedAt, receivedAt }: RatingRequest,
): boolean {
  const last = receivedAt ?? requestedAt;
  return Object.values(unblindings).some((one) => bearsOnRatings(one) && one.occurredAt <= last);
}

function bearsOnRatings({ kind, whoKnows }: Unblinding): boolean {
  return kind === "emergency" || whoKnows.includes("independent-rater") || whoKnows.includes("participant");
}
