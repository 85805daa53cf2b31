import { type CompiledDesign, primaryEndpointEncounter, type RotationRule } from "#design";
import { type Instant, millisecondsOf } from "#kernel";
import type { ParticipantState } from "../participant.ts";
import type { Visit } from "../visit/evolve.ts";
import type { RatingRequest } from "./requests.ts";

/** A rating that is to be given out. */
export type ToAssign = {
  readonly design: CompiledDesign;
  readonly visit: Pick<Visit, "visitId" | "encounterId">;
  readonly startsAt: Instant;
};

/** What the protocol says of raters who have met the participant, at this visit. */
function ruleAt(participant: ParticipantState, wanted: ToAssign): RotationRule {
  const rotation = wanted.design.design.independentRating?.rotation;
  return isThroughPrimaryEndpoint(participant, wanted)
    ? (rotation?.throughPrimaryEndpoint ?? "never-again")
    : (rotation?.afterwards ?? "not-in-a-row");
}

/** Whom the rule keeps from rating at this visit. */
export function keptAway(
  participant: ParticipantState,
  wanted: ToAssign,
  rule: RotationRule = ruleAt(participant, wanted),
): ReadonlySet<string> {
  if (rule === "any") return new Set();
  const others = meetings(participant).filter(({ visitId }) => visitId !== wanted.visit.visitId);
  if (rule === "never-again") {
    const listened = Object.values(participant.secondRatings).map(({ rater }) => rater);
    return new Set([...others.map(({ rater }) => rater), ...listened]);
  }
  const before = others.filter(({ startsAt }) => startsAt === undefined || startsAt <= wanted.startsAt);
  const after = others.filter(({ startsAt }) => startsAt !== undefined && startsAt > wanted.startsAt);
  return new Set([...latest(before), ...earliest(after)].map(({ rater }) => rater));
}

/** Whoever learned something of this participant rates them no more. */
export function barred({ ratings }: ParticipantState): ReadonlySet<string> {
  return new Set(
    Object.values(ratings).flatMap(({ rater, isRaterBarred }) => (isRaterBarred ? [rater] : [])),
  );
}

/** How often somebody rated, or was to rate, the participant. */
export function timesMet(participant: ParticipantState, user: string): number {
  return meetings(participant).filter(({ rater }) => rater === user).length;
}

/** A canceled one is no meeting; one that was given back may have been. */
function meetings({ ratings }: ParticipantState): readonly RatingRequest[] {
  return Object.values(ratings).filter(({ status }) => status !== "canceled");
}

function latest(meetingsBefore: readonly RatingRequest[]): readonly RatingRequest[] {
  const last = Math.max(...meetingsBefore.map(momentOf));
  return meetingsBefore.filter((one) => momentOf(one) === last);
}

function earliest(meetingsAfter: readonly RatingRequest[]): readonly RatingRequest[] {
  const first = Math.min(...meetingsAfter.map(momentOf));
  return meetingsAfter.filter((one) => momentOf(one) === first);
}

function momentOf({ startsAt }: RatingRequest): number {
  return startsAt === undefined ? 0 : millisecondsOf(startsAt);
}

/**
 * By the protocol's order where the visit is one of its timeline; else, as for an unscheduled one, by whether the primary endpoint lies
 * behind the participant. Where the protocol names no primary endpoint, every visit is afterwards.
 */
function isThroughPrimaryEndpoint(
  participant: ParticipantState,
  { design, visit, startsAt }: ToAssign,
): boolean {
  const primary = primaryEndpointEncounter(design);
  if (primary === undefined) return false;
  if (visit.encounterId === primary) return true;
  const order = (design.mainTimeline?.instances ?? []).map((instance) =>
    instance.type === "activity" ? instance.encounterId : undefined,
  );
  const [here, end] = [order.indexOf(visit.encounterId), order.indexOf(primary)];
  if (here >= 0 && end >= 0) return here < end;
  const { visits } = participant.visits;
  const primaryRating = meetings(participant).find(({ visitId }) => visits[visitId]?.encounterId === primary);
  return primaryRating?.startsAt === undefined || startsAt <= primaryRating.startsAt;
}
