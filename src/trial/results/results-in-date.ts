import { type CompiledResults, evaluateOnForm, numberOf, recordScope } from "#design";
import {
  addDays,
  type CalendarDate,
  type Instant,
  instantOf,
  localDate,
  millisecondsOf,
  parseCalendarDate,
  parseInstant,
  type Truth,
} from "#kernel";
import type { Facts } from "../command.ts";
import { designOfForm } from "../form/design-of-form.ts";
import type { FormState } from "../form/evolve.ts";
import { formIdOf } from "../form/form-key.ts";
import { valuesOf } from "../form/form-values.ts";
import { participantRecord } from "../participant-record.ts";
import { signatureStanding } from "../signature/content.ts";

export type ResultFacts = Pick<Facts, "participant" | "site" | "design" | "designs">;

/** The results that were looked at, and what was found. */
export type ResultEvidence = {
  readonly formKey: string;
  readonly formId: string;
  readonly obtainedOn: CalendarDate;
  /** The last day on which they are in date. */
  readonly inDateUntil: CalendarDate;
  /** By whom they were reviewed; null where no valid signature of an investigator lies on them. */
  readonly reviewedBy: { readonly name: string; readonly at: Instant } | null;
  /** Conditions that forbid a dose, and whether each holds. */
  readonly exclusions: readonly { readonly id: string; readonly message: string; readonly holds: Truth }[];
};

export type ResultVerdict = {
  /** Whether the results allow a dose; unknown is not met. */
  readonly verdict: Truth;
  readonly because: string;
  /** Null where there are none. */
  readonly evidence: ResultEvidence | null;
};

/** Whether the latest laboratory results are in date at a moment, reviewed by an investigator, and forbid no dose. */
export function laboratoryInDate(facts: ResultFacts, at: Instant): ResultVerdict {
  return resultsInDate(facts, facts.design?.laboratory, at, "Laboratory");
}

/** The same of the latest electrocardiogram. */
export function electrocardiogramInDate(facts: ResultFacts, at: Instant): ResultVerdict {
  return resultsInDate(facts, facts.design?.electrocardiogram, at, "Electrocardiogram");
}

function resultsInDate(
  facts: ResultFacts,
  results: CompiledResults | undefined,
  at: Instant,
  called: string,
): ResultVerdict {
  const days = facts.design && results && numberOf(facts.design.parameters, results.plan.validFor);
  if (!results || days === undefined) {
    const because = `${called}: the protocol does not say which form holds it, or for how long it is in date.`;
    return { verdict: "unknown", because, evidence: null };
  }
  const latest = latestOf(facts, results, at);
  if (!latest) {
    const because = `${called}: none was submitted that tells when it was obtained.`;
    return { verdict: "unknown", because, evidence: null };
  }
  const zone = facts.site.zone;
  const obtainedOn = localDate({ at: latest.obtainedAt, zone }) as CalendarDate;
  const evidence: ResultEvidence = {
    formKey: latest.form.formKey,
    formId: latest.form.formId,
    obtainedOn,
    inDateUntil: addDays(obtainedOn, Math.floor(days)),
    reviewedBy: reviewOf(facts, latest.form, at),
    exclusions: exclusionsOn(facts, results, latest.form, obtainedOn),
  };
  return { ...judged(evidence, localDate({ at, zone }) as CalendarDate, called), evidence };
}

function judged(
  { obtainedOn, inDateUntil, reviewedBy, exclusions }: ResultEvidence,
  day: CalendarDate,
  called: string,
): Pick<ResultVerdict, "verdict" | "because"> {
  const found = exclusions.find(({ holds }) => holds === true);
  if (found) return { verdict: false, because: `${called} of ${obtainedOn}: ${found.message}` };
  if (day > inDateUntil) {
    const because = `${called} of ${obtainedOn}: out of date since ${inDateUntil}.`;
    return { verdict: false, because };
  }
  if (!reviewedBy) {
    const because = `${called} of ${obtainedOn}: not reviewed, no investigator's signature stands on it.`;
    return { verdict: "unknown", because };
  }
  const open = exclusions.find(({ holds }) => holds === "unknown");
  if (open) {
    const because = `${called} of ${obtainedOn}: does not tell whether this is so. ${open.message}`;
    return { verdict: "unknown", because };
  }
  const because = `${called} of ${obtainedOn}: reviewed by ${reviewedBy.name}, in date until ${inDateUntil}.`;
  return { verdict: true, because };
}

type Obtained = { readonly form: FormState; readonly obtainedAt: Instant };

/** The last that was obtained by the moment, among all that were submitted. */
function latestOf(
  { participant }: ResultFacts,
  { panels }: CompiledResults,
  at: Instant,
): Obtained | undefined {
  const all = Object.values(participant.forms).flatMap((form): Obtained[] => {
    const panel = panels.find(({ formId }) => formId === formIdOf(form.formKey));
    if (!panel || form.status !== "submitted") return [];
    const obtainedAt = momentsIn(form, panel.obtainedAt)
      .filter((one) => one <= at)
      .at(-1);
    return obtainedAt ? [{ form, obtainedAt }] : [];
  });
  return all.reduce<Obtained | undefined>(
    (latest, one) => (!latest || one.obtainedAt >= latest.obtainedAt ? one : latest),
    undefined,
  );
}

/** The moments under an item, the earliest first; in a group of rows there are several. A day without a time counts from noon, UTC. */
function momentsIn(form: FormState, itemId: string): readonly Instant[] {
  const { items, rows } = valuesOf(form);
  const values = [items[itemId], ...Object.values(rows).flatMap((list) => list.map((row) => row[itemId]))];
  return values
    .flatMap((value) => {
      if (typeof value !== "string") return [];
      if (parseCalendarDate(value).ok) return [`${value}T12:00:00.000Z` as Instant];
      const parsed = parseInstant(value);
      return parsed.ok ? [instantOf(millisecondsOf(parsed.value))] : [];
    })
    .sort();
}

/** The valid signature of an investigator on the results, given by the moment. */
function reviewOf(
  { participant }: ResultFacts,
  { formKey }: FormState,
  at: Instant,
): ResultEvidence["reviewedBy"] {
  const valid = participant.signatures.find(
    (signature) =>
      signature.target.kind === "form" &&
      signature.target.id === formKey &&
      (signature.role === "investigator" || signature.role === "sub-investigator") &&
      signature.at <= at &&
      signatureStanding(participant, signature).standing === "valid",
  );
  return valid ? { name: valid.printedName, at: valid.at } : null;
}

function exclusionsOn(
  { participant, site, design: current, designs }: ResultFacts,
  { panels }: CompiledResults,
  filled: FormState,
  today: CalendarDate,
): ResultEvidence["exclusions"] {
  const design = current && designOfForm(participant, filled.formKey, { design: current, designs });
  const form = design?.forms.get(filled.formId);
  if (!design || !form) return [];
  const record = recordScope(design, participantRecord(participant, design, today, site.zone));
  const { items, rows } = valuesOf(filled);
  const values = { rows, items: { ...items, ...storedIn(filled) } };
  return (panels.find(({ formId }) => formId === filled.formId)?.exclusions ?? []).map(
    ({ id, message, when }) => ({ id, message, holds: evaluateOnForm(design, form, values, record, when) }),
  );
}

function storedIn({ derived }: FormState): Readonly<Record<string, number | string | boolean>> {
  return Object.fromEntries(
    Object.entries(derived).flatMap(([id, value]) => (value === null ? [] : [[id, value]])),
  );
}
