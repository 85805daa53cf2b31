import type { CompiledDesign, ParticipantRecord, SubmittedForm, TrialEvent, VisitDay } from "#design";
import { type CalendarDate, localDate, type ZoneId } from "#kernel";
import type { FormState } from "./form/evolve.ts";
import { visitIdOf } from "./form/form-key.ts";
import { valuesOf } from "./form/form-values.ts";
import type { ParticipantState } from "./participant.ts";
import { visitOf } from "./visit/evolve.ts";

/** What the rules of a design may know of a participant on a day: what was submitted, and what happened when. */
export function participantRecord(
  state: ParticipantState,
  design: CompiledDesign,
  today: CalendarDate,
  zone: ZoneId,
): ParticipantRecord {
  const forms = Object.values(state.forms);
  return {
    today,
    forms: forms
      .filter(({ status }) => status === "submitted")
      .sort((a, b) => dayOfForm(a, state, zone).localeCompare(dayOfForm(b, state, zone)))
      .map((form) => submittedForm(form, state, zone)),
    events: trialEvents(state, zone),
    visits: visitDays(state),
    reviewedForms: forms
      .filter(({ formId, status }) => design.forms.get(formId)?.form.log && status === "not-done")
      .map(({ formId }) => formId),
  };
}

/** The days of the events of a trial that schedules are anchored on. */
export function trialEvents(
  { screening, consent, enrollment }: ParticipantState,
  zone: ZoneId,
): { readonly [event in TrialEvent]?: CalendarDate } {
  const first = screening.contacts[0];
  const consented = consent.signed[0]?.signedOn;
  const withdrawn = enrollment.ended?.endedOn;
  return {
    ...(first ? { "first-contact": localDate({ at: first.at, zone }) as CalendarDate } : {}),
    ...(consented ? { consent: consented } : {}),
    ...(enrollment.enrolledOn ? { enrollment: enrollment.enrolledOn } : {}),
    ...(withdrawn && enrollment.ended?.reason !== "completed" ? { withdrawal: withdrawn } : {}),
  };
}

function submittedForm(form: FormState, state: ParticipantState, zone: ZoneId): SubmittedForm {
  const visit = visitOf(state.visits, visitIdOf(form.formKey));
  const values = valuesOf(form);
  return {
    formId: form.formId,
    date: dayOfForm(form, state, zone),
    values: { ...values, items: { ...values.items, ...computedItems(form) } },
    ...(visit ? { encounterId: visit.encounterId } : {}),
  };
}

function computedItems({ derived }: FormState): Record<string, number | string | boolean> {
  return Object.fromEntries(
    Object.entries(derived).flatMap(([id, value]) =>
      value === null || id.startsWith("score:") ? [] : [[id, value]],
    ),
  );
}

function dayOfForm(form: FormState, { visits }: ParticipantState, zone: ZoneId): CalendarDate {
  const day = visitOf(visits, visitIdOf(form.formKey))?.day;
  return day ?? (localDate({ at: form.submittedAt as never, zone }) as CalendarDate);
}

function visitDays({ visits }: ParticipantState): readonly VisitDay[] {
  return Object.values(visits.visits)
    .flatMap(({ encounterId, day }) => (day ? [{ encounterId, date: day }] : []))
    .sort((a, b) => a.date.localeCompare(b.date));
}
