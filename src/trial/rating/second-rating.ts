import { z } from "zod";
import { type CompiledDesign, numberOf } from "#design";
import { type CalendarDate, failed, type Instant, ok, type Refusal, refusal } from "#kernel";
import { type AvailableRater, defineCommand, type Facts } from "../command.ts";
import { instant, uuid } from "../fields.ts";
import type { ParticipantState } from "../participant.ts";
import { participantStream, ratingStream } from "../streams.ts";
import { certificateFor, isCertified } from "./certificate.ts";
import { oneOf, speaks } from "./choose-rater.ts";
import { noSuchRating } from "./own-rating.ts";
import { pseudonymFrom } from "./pseudonym.ts";
import { barred, keptAway, timesMet } from "./rotation.ts";

const cites = "Protocol, agreement of raters; FDA guidance on psychedelic drugs, July 2026, p. 9";

/**
 * Has the recording of a rating that was handed in rated again, by another whom the rotation lets meet the participant then. What comes of it
 * fills no form: the first rating stands.
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
    const able = whoMayListen(facts, handle, startsAt);
    const rater = oneOf(able, context.newId());
    if (!rater) {
      const message = `No rater can be given this recording: by the rotation of the protocol nobody is left who rates in ${rating.language} with a valid certificate.`;
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

/**
 * The certified ones who speak the language and whom the rotation would let rate at that visit, but for those who did; of them the ones who
 * have met the participant least often, in person or by a recording.
 */
function whoMayListen(facts: Facts, handle: string, listensAt: Instant): readonly AvailableRater[] {
  const on = listensAt.slice(0, 10) as CalendarDate;
  const { raters, participant, rating, designs } = facts;
  const [first, design] = [participant.ratings[handle], designs(rating.designVersion)];
  const visit = first && participant.visits.visits[first.visitId];
  if (!first || !visit || !design) return [];
  const away = keptAway(participant, {
    design,
    visit,
    startsAt: first.startsAt ?? listensAt,
  });
  const there = Object.values(participant.ratings).filter(({ visitId }) => visitId === first.visitId);
  const apart = new Set<string>([...away, ...barred(participant), ...there.map(({ rater }) => rater)]);
  const wanted = certificateFor(design, rating.formId);
  const able = raters.filter(
    (rater) =>
      speaks(rater, rating.language) &&
      isCertified(rater.credentials, wanted, on) &&
      !apart.has(rater.user) &&
      timesHeard(participant, rater.user, handle) === 0,
  );
  const fewest = Math.min(...able.map(({ user }) => timesKnown(participant, user)));
  return able.filter(({ user }) => timesKnown(participant, user) === fewest);
}

function timesKnown(participant: ParticipantState, user: string): number {
  return timesMet(participant, user) + timesHeard(participant, user);
}

/** How often somebody was given a recording of the participant, or that of one rating. */
function timesHeard({ secondRatings }: ParticipantState, user: string, of?: string): number {
  return Object.values(secondRatings).filter(
    ({ rater, ofRating }) => rater === user && (of === undefined || ofRating === of),
  ).length;
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
