import { z } from "zod";
import { type CompiledDesign, numberOf } from "#design";
import { type CalendarDate, failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { instant, uuid } from "../fields.ts";
import type { ParticipantState } from "../participant.ts";
import { participantStream, ratingStream } from "../streams.ts";
import { certificateFor, isCertified } from "./certificate.ts";
import { oneOf, speaks } from "./choose-rater.ts";
import { noSuchRating } from "./own-rating.ts";
import { pseudonymFrom } from "./pseudonym.ts";
import { barred, timesMet } from "./rotation.ts";

const cites = "Protocol, agreement of raters; FDA guidance on psychedelic drugs, July 2026, p. 9";

/**
 * Has the recording of a rating that was handed in rated again, by another who has never met the participant. What comes of it fills no form:
 * the first rating stands.
 */
export const requestSecondRating = defineCommand({
  type: "request-second-rating",
  subject: "participant",
  merge: "adds",
  reachesWholeStudy: true,
  data: z.strictObject({ handle: uuid, startsAt: instant }),
  decide: (facts, { handle, startsAt }, context) => {
    const no = refuseUnrated(facts, handle);
    if (no) return failed(no);
    const { rating } = facts;
    const able = whoMayListen(facts, startsAt.slice(0, 10) as CalendarDate);
    const rater = oneOf(able, context.newId());
    if (!rater) {
      const message = `No rater can be given this recording: everybody who rates in ${rating.language} with a valid certificate has met this participant.`;
      return failed(refusal("no-rater", message, cites, { path: "data.handle" }));
    }
    const own = context.newId();
    const { formId, language } = rating;
    return ok([
      {
        type: "SecondRatingRequested",
        stream: participantStream(context.subjectId),
        data: { handle: own, ofRating: handle, formId, rater: rater.user, startsAt, language },
      },
      {
        type: "RatingAssigned",
        stream: ratingStream(own),
        data: {
          rater: rater.user,
          pseudonym: pseudonymFrom(context.newId()),
          formId,
          language,
          indexTrauma: rating.indexTrauma,
          startsAt,
          designVersion: rating.designVersion,
          basis: "recording",
        },
      },
    ]);
  },
});

/** The certified ones who speak the language and have neither rated this participant nor listened to them. */
function whoMayListen({ raters, participant, rating, designs }: Facts, on: CalendarDate) {
  const design = designs(rating.designVersion);
  const wanted = design && certificateFor(design, rating.formId);
  const listened = new Set(Object.values(participant.secondRatings).map(({ rater }) => rater as string));
  const apart = barred(participant);
  return raters.filter(
    (rater) =>
      speaks(rater, rating.language) &&
      isCertified(rater.credentials, wanted, on) &&
      timesMet(participant, rater.user) === 0 &&
      !listened.has(rater.user) &&
      !apart.has(rater.user),
  );
}

function refuseUnrated({ participant }: Facts, handle: string): Refusal | undefined {
  const at = { path: "data.handle" };
  const first = participant.ratings[handle];
  if (!first) return noSuchRating();
  if (first.status !== "received") {
    const message = "Cannot have this rated again: it was not handed in yet.";
    return refusal("not-rated", message, cites, at);
  }
  if (!secondRatingOf(participant, handle)) return undefined;
  const message = "This recording is rated again already.";
  return refusal("second-rating-requested", message, cites, { ...at, because: "conflict" });
}

/** The second rating of a first one, unless it was given back. */
export function secondRatingOf({ secondRatings }: ParticipantState, handle: string) {
  return Object.values(secondRatings).find(
    ({ ofRating, status }) => ofRating === handle && status !== "returned",
  );
}

/**
 * Whether a rating belongs to the share whose recordings are rated again. Its random handle decides, so that nobody chooses, and anybody can
 * tell afterwards that nobody did.
 */
export function isSampled(
  design: CompiledDesign,
  { handle, formId }: { readonly handle: string; readonly formId: string },
): boolean {
  const { secondRating } = design.design.independentRating ?? {};
  if (secondRating?.formId !== formId) return false;
  const share = numberOf(design.parameters, secondRating.share) ?? 0;
  return Number.parseInt(handle.replaceAll("-", "").slice(-8), 16) / 2 ** 32 < share;
}
