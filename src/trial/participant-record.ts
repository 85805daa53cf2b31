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
      .map((form) => submittedForm(form, state, zone))
      .sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date))),
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

// A form's state is never altered, only replaced: as long as its visit is on the same day, what it says is read once.
const readBefore = new WeakMap<FormState, { readonly on: string; readonly submitted: SubmittedForm }>();

function submittedForm(form: FormState, { visits }: ParticipantState, zone: ZoneId): SubmittedForm {
  const visit = visitOf(visits, visitIdOf(form.formKey));
  const on = `${zone} ${visit?.encounterId} ${visit?.day}`;
  const known = readBefore.get(form);
  if (known?.on === on) return known.submitted;
  const values = valuesOf(form);
  const submitted = {
    formId: form.formId,
    date: visit?.day ?? (localDate({ at: form.submittedAt as never, zone }) as CalendarDate),
    values: { ...values, items: { ...values.items, ...computedItems(form) } },
    ...(visit ? { encounterId: visit.encounterId } : {}),
  };
  readBefore.set(form, { on, submitted });
  return submitted;
}

function computedItems({ derived }: FormState): Record<string, number | string | boolean> {
  return Object.fromEntries(
    Object.entries(derived).flatMap(([id, value]) =>
      value === null || id.startsWith("score:") ? [] : [[id, value]],
    ),
  );
}

function visitDays({ visits }: ParticipantState): readonly VisitDay[] {
  return Object.values(visits.visits)
    .flatMap(({ encounterId, day }) => (day ? [{ encounterId, date: day }] : []))
    .sort((a, b) => a.date.localeCompare(b.date));
}
