import { z } from "zod";
import { encounterName, formsAtVisit } from "#design";
import { failed, ok } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { detectedDeviation } from "../deviation/decide.ts";
import type { NewEvent } from "../event.ts";
import { formKey, freeText } from "../fields.ts";
import { participantStream } from "../streams.ts";
import { visitOf } from "../visit/evolve.ts";
import { type FormPlace, formPlace, identityOf, submittedAlready } from "./entry.ts";
import { visitIdOf } from "./form-key.ts";

/** A form that will not be filled, and why; for a log: that there is nothing to enter. */
export const markFormNotDone = defineCommand({
  type: "mark-form-not-done",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: z.strictObject({ formKey, why: freeText }),
  decide: (facts, data, context) => {
    const place = formPlace(facts, data.formKey);
    if (!place.ok) return place;
    const { form, known } = place.value;
    if (known?.status === "submitted") return failed(submittedAlready(form.form.label));
    const marked: NewEvent = {
      type: "FormMarkedNotDone",
      stream: participantStream(context.subjectId),
      data: { ...identityOf(data.formKey, place.value), why: data.why },
    };
    return ok([marked, ...missingFormDeviation(facts, place.value, data.formKey, context)]);
  },
});

/** A visit that took place without a form that it needs departs from the protocol. A log without entries does not. */
function missingFormDeviation(
  { participant }: Facts,
  { design, form: { form }, known }: FormPlace,
  key: string,
  context: Context,
): readonly NewEvent[] {
  const visit = visitOf(participant.visits, visitIdOf(key));
  const encounter = visit && design.encounters.get(visit.encounterId);
  const isPlanned = encounter && formsAtVisit(design, visit).includes(form.id);
  if (!form.required || !isPlanned || known?.status === "not-done") return [];
  return [
    detectedDeviation(context, {
      category: "procedure",
      rule: "form-not-done",
      description: `${form.label} was not done at ${encounterName(encounter)}.`,
      about: visitIdOf(key),
    }),
  ];
}
