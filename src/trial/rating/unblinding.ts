import { failed, ok, type ParticipantId, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { NewEvent } from "../event.ts";
import { participantStream, ratingStream } from "../streams.ts";
import { ratingEvents } from "./events.ts";
import { refuseOtherRater, refuseStranger } from "./own-rating.ts";

const cites = "FDA guidance on psychedelic drugs, July 2026, p. 9; protocol, independent raters";

/**
 * The rater learned what is kept from them. What it was stays in the assessment's own stream; the participant's record says no more than
 * that the next rating goes to another.
 */
export const fileRaterUnblinding = defineCommand({
  type: "file-rater-unblinding",
  subject: "rating",
  merge: "adds",
  isObservation: true,
  reachesWholeStudy: true,
  data: ratingEvents.RaterUnblindingFiled.data,
  decide: (facts, data, context) => {
    const no = refuseOtherRater(facts, context);
    if (no) return failed(no);
    if (data.learnedAt > context.now) {
      const message = "Cannot file this: the moment lies in the future. Correct it.";
      return failed(refusal("learned-in-future", message, cites, { path: "data.learnedAt" }));
    }
    return ok([
      { type: "RaterUnblindingFiled", stream: ratingStream(context.subjectId), data },
      ...ofParticipant(facts, context.subjectId, "AnotherRaterNeeded"),
    ]);
  },
});

/** Gives an assessment back that is not handed in yet: another rater is to be asked for. */
export const handBackRating = defineCommand({
  type: "hand-back-rating",
  subject: "rating",
  merge: "adds",
  reachesWholeStudy: true,
  data: ratingEvents.RatingHandedBack.data,
  decide: (facts, data, context) => {
    const no = refuseStranger(facts, context, ["assigned", "in-progress"]);
    if (no) return failed(no);
    const isBarred = data.why === "knows-participant";
    return ok([
      { type: "RatingHandedBack", stream: ratingStream(context.subjectId), data },
      ...ofParticipant(facts, context.subjectId, "RatingReturned"),
      ...(isBarred ? ofParticipant(facts, context.subjectId, "AnotherRaterNeeded") : []),
    ]);
  },
});

/** The participant's side of it; for the rating of a recording, of its own kind. */
function ofParticipant(
  { participant }: Facts,
  handle: string,
  type: "AnotherRaterNeeded" | "RatingReturned",
): readonly NewEvent[] {
  const stream = participantStream(participant.id as ParticipantId);
  if (participant.ratings[handle]) return [{ type, stream, data: { handle } }];
  return type === "RatingReturned" ? [{ type: "SecondRatingReturned", stream, data: { handle } }] : [];
}
