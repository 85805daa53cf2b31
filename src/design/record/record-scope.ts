import type { CompiledDesign } from "../compile/compiled-design.ts";
import type { Reference } from "../expression/expression.ts";
import type { EvaluationScope, Lookup } from "../expression/scope.ts";
import { type FormReading, readForm } from "../form/form-reading.ts";
import type { ParticipantRecord, SubmittedForm } from "./participant-record.ts";

/** A participant's record as expressions see it, and from which form each of its values comes. */
export type RecordScope = EvaluationScope & {
  /** The submission that a reference reads: the latest of its form, at its encounter if it names one. */
  readonly submissionOf: (reference: Reference) => SubmittedForm | undefined;
  /** The submissions that are the rows of a form. */
  readonly submissionsOf: (over: Reference) => readonly SubmittedForm[];
};

/** Indexes the record once; each form is read when a name first needs it. */
export function recordScope(design: CompiledDesign, record: ParticipantRecord): RecordScope {
  const byForm = new Map<string, SubmittedForm[]>();
  for (const submitted of record.forms) {
    const known = byForm.get(submitted.formId);
    if (known) known.push(submitted);
    else byForm.set(submitted.formId, [submitted]);
  }
  const readings = new Map<SubmittedForm, FormReading>();
  const submissionsOf = ({ form, name, encounter }: Reference): readonly SubmittedForm[] => {
    const all = byForm.get(form ?? name) ?? [];
    return encounter === undefined ? all : all.filter(({ encounterId }) => encounterId === encounter);
  };
  const read = (submitted: SubmittedForm): FormReading | undefined => {
    const form = design.forms.get(submitted.formId);
    const known = readings.get(submitted);
    if (known || !form) return known;
    const reading = readForm(design, form, submitted.values, { ...scope, today: submitted.date }, true);
    readings.set(submitted, reading);
    return reading;
  };
  const scope: RecordScope = {
    today: record.today,
    submissionsOf,
    submissionOf: (reference) => submissionsOf(reference).at(-1),
    lookUp: (reference) => {
      const submitted = reference.form === undefined ? undefined : submissionsOf(reference).at(-1);
      return (submitted && lookUpIn(read(submitted), reference)) ?? { absent: "not-entered" };
    },
    rowsOf: (over) => {
      const submitted = submissionsOf(over);
      if (over.form !== undefined) {
        const latest = submitted.at(-1);
        return latest && read(latest)?.asRow.rowsOf(bare(over));
      }
      if (submitted.length === 0 && !record.reviewedForms.includes(over.name)) return undefined;
      return submitted.flatMap((one) => read(one)?.asRow ?? []);
    },
    parameter: (id) => design.parameters.get(id)?.value,
    eventDate: (event) => record.events[event],
    visitDate: (id) => record.visits.findLast(({ encounterId }) => encounterId === id)?.date,
  };
  return scope;
}

function lookUpIn(reading: FormReading | undefined, reference: Reference): Lookup | undefined {
  return reading?.asRow.lookUp(bare(reference));
}

/** The reference as it would be written on its own form. */
function bare({ name, span }: Reference): Reference {
  return { kind: "reference", name, span };
}
