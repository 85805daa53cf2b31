import type { CompiledDesign, ParticipantRecord, SubmittedForm, TrialEvent, VisitDay } from "#design";
import { type CalendarDate, localDate, type ZoneId } from "#kernel";
import type { FormState } from "./form/evolve.ts";
import { visitIdOf } from "./form/form-key.ts";
import { valuesOf } from "./form/form-values.ts";
import type { ParticipantState } from "./participant.ts";
import { dosingDays } from "./visit/dosing-days.ts";
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
    events: trialEvents(state, design, zone),
    visits: visitDays(state),
    reviewedForms: forms
      .filter(({ formId, status }) => design.forms.get(formId)?.form.log && status === "not-done")
      .map(({ formId }) => formId),
  };
}

/** The days of the events of a trial that schedules are anchored on. */
export function trialEvents(
  { screening, consent, enrollment, visits }: ParticipantState,
  design: CompiledDesign,
  zone: ZoneId,
): { readonly [event in TrialEvent]?: CalendarDate } {
  const first = screening.contacts[0];
  const consented = consent.signed[0]?.signedOn;
  const withdrawn = enrollment.ended?.endedOn;
  return {
    ...(first ? { "first-contact": localDate({ at: first.at, zone }) as CalendarDate } : {}),
    ...(consented ? { consent: consented } : {}),
    ...(enrollment.enrolledOn ? { enrollment: enrollment.enrolledOn } : {}),
    ...(enrollment.randomized ? { randomization: enrollment.randomized.randomizedOn } : {}),
    ...dosingDays(visits, design),
    ...(withdrawn && enrollment.ended?.reason !== "completed" ? { withdrawal: withdrawn } : {}),
  };
}

type Read = {
  readonly visitId: string;
  readonly encounterId: string | undefined;
  readonly day: CalendarDate | null | undefined;
  readonly zone: ZoneId;
  readonly submitted: SubmittedForm;
};

// A form's state is never altered, only replaced: as long as its visit is on the same day, what it says is read once.
const readBefore = new WeakMap<FormState, Read>();

function submittedForm(form: FormState, { visits }: ParticipantState, zone: ZoneId): SubmittedForm {
  const known = readBefore.get(form);
  const visitId = known?.visitId ?? visitIdOf(form.formKey);
  const visit = visitOf(visits, visitId);
  const { encounterId, day } = visit ?? {};
  if (known && known.encounterId === encounterId && known.day === day && known.zone === zone)
    return known.submitted;
  const values = valuesOf(form);
  const submitted = {
    formId: form.formId,
    date: day ?? (localDate({ at: form.submittedAt as never, zone }) as CalendarDate),
    values: { ...values, items: { ...values.items, ...computedItems(form) } },
    ...(encounterId === undefined ? {} : { encounterId }),
  };
  readBefore.set(form, { visitId, encounterId, day, zone, submitted });
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
