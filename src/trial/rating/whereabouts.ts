import { z } from "zod";
import { type CompiledDesign, numberOf } from "#design";
import { failed, type Instant, instantOf, millisecondsOf, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { uuid } from "../fields.ts";
import type { ParticipantState } from "../participant.ts";
import { participantStream } from "../streams.ts";
import { whereaboutsField } from "./events.ts";
import type { RatingState } from "./evolve.ts";
import { noSuchRating } from "./own-rating.ts";
import type { RatingRequest } from "./requests.ts";

const cites = "Protocol, remote interviews; ICH E6(R3) 2.7.1";
const hour = 3_600_000;

/**
 * Confirms, for one remote interview, where the participant is, how to call them back, and which clinician is on duty. The values go to the
 * identity vault beside this; the event names the fields.
 */
export const confirmWhereabouts = defineCommand({
  type: "confirm-whereabouts",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({
    handle: uuid,
    fields: z.array(whereaboutsField).length(whereaboutsField.options.length),
  }),
  decide: ({ participant }, { handle, fields }, { subjectId }) => {
    const request = participant.ratings[handle];
    if (!request) return failed(noSuchRating());
    if (request.status !== "requested") {
      const message = "Cannot confirm this: the assessment is not open any more.";
      return failed(refusal("rating-state", message, cites, { path: "data.handle", because: "conflict" }));
    }
    const vaultVersion = participant.identity.vaultVersion + 1;
    return ok([
      {
        type: "WhereaboutsConfirmed",
        stream: participantStream(subjectId),
        data: { handle, fields, vaultVersion },
      },
    ]);
  },
});

/** Until when what was confirmed for an interview holds; null: nothing was confirmed, or the protocol does not ask for it. */
export function whereaboutsUntil(
  design: CompiledDesign,
  participant: Pick<ParticipantState, "ratings">,
  handle: string,
): Instant | null {
  const { whereabouts } = design.design.independentRating ?? {};
  const hours = numberOf(design.parameters, whereabouts?.validFor);
  const confirmed = confirmedFor(participant, handle)?.whereaboutsAt;
  return confirmed && hours !== undefined ? instantOf(millisecondsOf(confirmed) + hours * hour) : null;
}

/** What was confirmed for one assessment of an interview holds for the others of the same one. */
export function confirmedFor(
  { ratings }: Pick<ParticipantState, "ratings">,
  handle: string,
): RatingRequest | undefined {
  const own = ratings[handle];
  return Object.values(ratings)
    .filter(
      ({ visitId, rater, status, whereaboutsAt }) =>
        visitId === own?.visitId && rater === own.rater && status !== "canceled" && whereaboutsAt !== null,
    )
    .sort((a, b) => (String(a.whereaboutsAt) < String(b.whereaboutsAt) ? -1 : 1))
    .at(-1);
}

/** Whether the interview is remote, in a study that wants to know beforehand where the participant is. */
export function needsWhereabouts(
  design: CompiledDesign | undefined,
  { mode, basis }: Pick<RatingState, "mode" | "basis">,
): boolean {
  const isWanted = design?.design.independentRating?.whereabouts !== undefined;
  return isWanted && basis === undefined && mode !== "in-person";
}

/** No remote interview begins before somebody can be sent to the participant. */
export function refuseWithoutWhereabouts(
  { design, rating, participant }: Facts,
  handle: string,
  now: Instant,
): Refusal | undefined {
  if (!design || !needsWhereabouts(design, rating)) return undefined;
  const until = whereaboutsUntil(design, participant, handle);
  if (until !== null && now <= until) return undefined;
  const message =
    "Cannot begin: it is not confirmed yet where the participant is and which clinician is on duty. Call the rater coordinator, who asks for it.";
  return refusal("whereabouts-unconfirmed", message, cites);
}
