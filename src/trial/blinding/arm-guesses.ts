import { type ArmGuess, type CompiledDesign, formsAtVisit, type Respondent } from "#design";
import type { Instant, ZoneId } from "#kernel";
import type { FormState } from "../form/evolve.ts";
import { formIdOf, formKeyOf, repeatOf, visitIdOf } from "../form/form-key.ts";
import { type ParticipantState, stageOf } from "../participant.ts";
import { designOfVisit, type Protocols } from "../visit/design-of-visit.ts";
import { type Visit, visitOf } from "../visit/evolve.ts";
import { scheduleOf, visitIdFor } from "../visit/schedule-of.ts";
import { fillingsWanted, guesserOf } from "./guess-places.ts";
import { unblindedAt } from "./unblinded-at.ts";

/** Why a guess that the protocol asks for is not there. */
export type GuessMissing = "lost-to-unblinding" | "not-done" | "visit-missed" | "participation-ended";

export type Guesser = "participant" | "lead-therapist" | "co-therapist" | "rater";

/** A guess of somebody's arm, or that there is none, at one visit. */
export type ArmGuessRead = {
  readonly respondent: Respondent;
  /** Who guessed: of two therapists, which. */
  readonly guesser: Guesser;
  /** The encounter at which it was asked. */
  readonly occasion: string;
  readonly formKey: string;
} & GuessStanding;

export type GuessStanding =
  | {
      readonly standing: "given";
      /** Null: they could not tell. */
      readonly guess: string | null;
      readonly certainty: "strongly" | "somewhat" | null;
      /** The code of the certainty, as it was answered. */
      readonly certaintyCode: string | null;
      /** What it rests on, in codes. */
      readonly reasons: readonly string[];
    }
  | { readonly standing: "missing"; readonly reason: GuessMissing }
  /** Asked for, and neither given nor recorded as missing. */
  | { readonly standing: "outstanding" };

/** The protocols, and the zone of the site's calendar. */
export type GuessesAround = Protocols & { readonly zone: ZoneId };

/** Every guess of the participant's arm that was given or asked for so far, and what became of those that are not there. */
export function guessesOf(state: ParticipantState, around: GuessesAround): readonly ArmGuessRead[] {
  const seen = new Set<string>();
  return placesOf(state, around).flatMap(({ formKey, occasion, visit, form }) => {
    if (seen.has(formKey)) return [];
    seen.add(formKey);
    const standing = standingOf(state, formKey, visit, form);
    if (!standing) return [];
    const guesser = (guesserOf({ armGuess: form }, repeatOf(formKey)) ?? form.respondent) as Guesser;
    return [{ respondent: form.respondent, guesser, occasion, formKey, ...standing }];
  });
}

type Place = {
  readonly formKey: string;
  readonly occasion: string;
  readonly visit: Visit | undefined;
  readonly form: ArmGuess;
};

/** Where the protocol asks for a guess: at visits that came about, at those that the end of participation left out, and where one was given. */
function placesOf(state: ParticipantState, around: GuessesAround): readonly Place[] {
  const { visits } = state.visits;
  const held = Object.values(visits).flatMap((visit) =>
    guessForms(designOfVisit(visit, around), visit).flatMap(({ formId, form, fillings }) =>
      fillings.map((filling) => ({
        formKey: formKeyOf(visit.visitId, formId, filling),
        occasion: visit.encounterId,
        visit,
        form,
      })),
    ),
  );
  const given = Object.keys(state.forms).flatMap((formKey) => {
    const visit = visitOf(state.visits, visitIdOf(formKey));
    const form = designOfVisit(visit, around).forms.get(formIdOf(formKey))?.form.armGuess;
    return form && visit ? [{ formKey, occasion: visit.encounterId, visit, form }] : [];
  });
  return [...held, ...given, ...(stageOf(state) === "ended" ? leftOut(state, around) : [])];
}

/** Planned visits that never came about because somebody left. */
function leftOut(state: ParticipantState, { design, zone }: GuessesAround): readonly Place[] {
  return scheduleOf(state, design, zone).points.flatMap(({ type, encounterId, instanceId, occurrence }) => {
    const visitId = visitIdFor(instanceId, occurrence);
    if (type !== "activity" || encounterId === undefined || visitOf(state.visits, visitId)) return [];
    return guessForms(design, { encounterId, instanceId }).flatMap(({ formId, form, fillings }) =>
      fillings.map((filling) => ({
        formKey: formKeyOf(visitId, formId, filling),
        occasion: encounterId,
        visit: undefined,
        form,
      })),
    );
  });
}

function guessForms(
  design: CompiledDesign,
  place: Parameters<typeof formsAtVisit>[1],
): readonly { readonly formId: string; readonly form: ArmGuess; readonly fillings: readonly number[] }[] {
  return formsAtVisit(design, place).flatMap((formId) => {
    const form = design.forms.get(formId)?.form;
    return form?.armGuess ? [{ formId, form: form.armGuess, fillings: fillingsWanted(form) }] : [];
  });
}

/** Undefined: the visit is still to come. */
function standingOf(
  state: ParticipantState,
  formKey: string,
  visit: Visit | undefined,
  marking: ArmGuess,
): GuessStanding | undefined {
  const form = state.forms[formKey];
  const known = unblindedAt(state);
  if (form?.status === "submitted" && !isLate(form, known)) return read(form, marking);
  const isDue = visit === undefined || visit.day !== null || visit.status === "missed";
  if (known !== undefined && (isDue || form)) return missing("lost-to-unblinding");
  if (form?.status === "not-done") return missing("not-done");
  if (visit === undefined) return missing("participation-ended");
  if (visit.status === "missed") return missing("visit-missed");
  if (visit.day !== null) return { standing: "outstanding" };
  return stageOf(state) === "ended" ? missing("participation-ended") : undefined;
}

function missing(reason: GuessMissing): GuessStanding {
  return { standing: "missing", reason };
}

/** Given, or changed, after the arm had become known. */
function isLate({ submittedAt, items }: FormState, known: Instant | undefined): boolean {
  if (known === undefined) return false;
  return (submittedAt ?? known) >= known || Object.values(items).some(({ changedOn }) => changedOn >= known);
}

function read({ items }: FormState, marking: ArmGuess): GuessStanding {
  const value = (itemId: string | undefined): unknown =>
    itemId === undefined ? undefined : items[itemId]?.value;
  const code = value(marking.guessItemId);
  const arm = marking.arms.find((one) => one.code === code)?.armId;
  const sure = value(marking.certainty?.itemId);
  const certaintyCode = typeof sure === "string" ? sure : null;
  const reasons = value(marking.reasonsItemId);
  if (arm === undefined && !marking.dontKnow.includes(String(code))) return missing("not-done");
  return {
    standing: "given",
    guess: arm ?? null,
    certainty: certaintyCode === null ? null : certaintyOf(certaintyCode, marking),
    certaintyCode,
    reasons: Array.isArray(reasons) ? (reasons as readonly string[]) : [],
  };
}

function certaintyOf(code: string, { certainty }: ArmGuess): "strongly" | "somewhat" {
  return certainty?.strongly.includes(code) ? "strongly" : "somewhat";
}
