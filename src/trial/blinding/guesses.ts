import { type CompiledDesign, formsAtVisit } from "#design";
import type { ZoneId } from "#kernel";
import { formKeyOf } from "../form/form-key.ts";
import { type ParticipantState, stageOf } from "../participant.ts";
import { designOfVisit, type Protocols } from "../visit/design-of-visit.ts";
import { type Visit, visitOf } from "../visit/evolve.ts";
import { scheduleOf, visitIdFor } from "../visit/schedule-of.ts";
import type { GuessSlot } from "./events.ts";
import { fillingsWanted } from "./guess-places.ts";

/** What guesses are counted by: the protocols, and the zone of the site's calendar. */
export type GuessAround = Protocols & { readonly zone: ZoneId };

/**
 * The guesses of the arm that the protocol asks for and that are neither given, nor recorded as missing with a reason, nor lost to an
 * unblinding (complete response letter, NDA 215455, p. 4: asked before anybody is unblinded). A form that was marked as not done, a visit
 * that was missed or canceled, and the end of participation have their reasons on record.
 */
export function guessesOutstanding(around: GuessAround, state: ParticipantState): readonly GuessSlot[] {
  const lost = lostGuesses(state);
  return visitsOf(around, state)
    .filter(({ visit }) => isToCome(state, visit))
    .flatMap(({ visit, ...place }) =>
      guessForms(designOfVisit(visit, around), place)
        .filter(({ formId, fillings }) => !isAnswered(state, place.visitId, formId, fillings))
        .map(({ by, formId }) => ({ by, formId, visitId: place.visitId })),
    )
    .filter((slot) => !lost.has(keyOf(slot)));
}

/** A visit that is on, was held or is still planned. One that was missed or canceled has its reason; so has all that follows the end. */
function isToCome(state: ParticipantState, visit: Visit | undefined): boolean {
  if (visit?.status === "missed" || visit?.status === "canceled") return false;
  return visit?.day != null || stageOf(state) !== "ended";
}

type WantedVisit = {
  readonly visitId: string;
  readonly encounterId: string;
  readonly instanceId: string | null;
  readonly visit: Visit | undefined;
};

/** The visits that came about, and those that the schedule still plans. */
function visitsOf({ design, zone }: GuessAround, state: ParticipantState): readonly WantedVisit[] {
  const { visits } = state.visits;
  const held = Object.values(visits).map((visit) => ({
    visitId: visit.visitId,
    encounterId: visit.encounterId,
    instanceId: visit.instanceId,
    visit,
  }));
  const planned = scheduleOf(state, design, zone).points.flatMap(
    ({ type, encounterId, instanceId, occurrence }) => {
      const visitId = visitIdFor(instanceId, occurrence);
      if (type !== "activity" || encounterId === undefined || visitOf(state.visits, visitId)) return [];
      return [{ visitId, encounterId, instanceId, visit: undefined }];
    },
  );
  return [...held, ...planned];
}

type GuessForm = Omit<GuessSlot, "visitId"> & { readonly fillings: readonly number[] };

function guessForms(
  design: CompiledDesign,
  place: Pick<WantedVisit, "encounterId" | "instanceId">,
): readonly GuessForm[] {
  return formsAtVisit(design, place).flatMap((formId) => {
    const form = design.forms.get(formId)?.form;
    const by = form?.completedBy;
    if (!form?.armGuess || by === undefined || by === "site" || by === "pharmacist") return [];
    return [{ by, formId, fillings: fillingsWanted(form) }];
  });
}

/** Where each therapist of a pair is asked, by both. */
function isAnswered(
  { forms }: ParticipantState,
  visitId: string,
  formId: string,
  fillings: readonly number[],
): boolean {
  return fillings.every((filling) => {
    const status = forms[formKeyOf(visitId, formId, filling)]?.status;
    return status === "submitted" || status === "not-done";
  });
}

function lostGuesses({ unblindings }: ParticipantState): ReadonlySet<string> {
  return new Set(Object.values(unblindings).flatMap((one) => one.lostGuesses.map(keyOf)));
}

function keyOf({ visitId, formId }: GuessSlot): string {
  return `${visitId} ${formId}`;
}
