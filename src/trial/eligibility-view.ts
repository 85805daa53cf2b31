import { z } from "zod";
import {
  type CompiledDesign,
  type EligibilityAssessment,
  type Evidence,
  formsAtVisit,
  type Origin,
} from "#design";
import type { CalendarDate } from "#kernel";
import { type Viewer, visibilityOf } from "./blinding/view.ts";
import { enrollmentView, viewConfirmations } from "./enrollment/view.ts";
import { formKeyOf, visitIdOf } from "./form/form-key.ts";
import type { ParticipantState } from "./participant.ts";
import { isPermitted } from "./permission.ts";
import { signedHash } from "./signature/content.ts";
import type { SiteState } from "./site/evolve.ts";
import { scheduleOf, visitIdFor } from "./visit/schedule-of.ts";

const truth = z.union([z.boolean(), z.literal("unknown")]);

const found = z.object({
  label: z.string(),
  /** The value in words; null where this viewer may not see it. */
  value: z.string().nullable(),
  isMissing: z.boolean(),
  formId: z.string().nullable(),
  formLabel: z.string().nullable(),
  /** Where the value was entered, or where it would be; null where it comes from no form. */
  formKey: z.string().nullable(),
  encounterId: z.string().nullable(),
  date: z.string().nullable(),
});

const evidence = found.extend({
  /** Of a log or a table: the entries that speak for the answer or leave it open. */
  rows: z.array(z.object({ row: z.int(), truth: truth.nullable(), evidence: z.array(found) })),
});
type Shown = z.infer<typeof evidence>;

/** Eligibility criterion by criterion: the verdict, the rule in plain English and the data behind it. */
export const eligibilityView = z.object({
  eligible: truth,
  /** The day on which the rules were asked. */
  on: z.string(),
  number: z.string().nullable(),
  designVersion: z.string(),
  /** The version of the participant's stream that this shows. */
  version: z.int(),
  /** What a confirmation now would be signed on; null for whoever may not confirm. */
  contentHash: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  /** Data have changed since it was confirmed. */
  isOutdated: z.boolean(),
  confirmations: enrollmentView.shape.confirmations,
  criteria: z.array(
    z.object({
      criterionId: z.string(),
      identifier: z.string(),
      category: z.enum(["inclusion", "exclusion"]),
      name: z.string().nullable(),
      text: z.string(),
      source: z.string().nullable(),
      verdict: z.enum(["satisfied", "violated", "unknown"]),
      rule: z.string().nullable(),
      decidedBy: z.enum(["rule", "person", "nobody"]),
      evidence: z.array(evidence),
    }),
  ),
});
export type EligibilityView = z.infer<typeof eligibilityView>;

type Around = {
  readonly design: CompiledDesign;
  readonly viewer: Viewer;
  readonly site: SiteState;
  readonly today: CalendarDate;
};

/** The assessment as this person may see it: verdicts always, data only through the door. */
export function viewEligibility(
  state: ParticipantState,
  { eligible, criteria }: EligibilityAssessment,
  around: Around,
): EligibilityView {
  const confirmations = viewConfirmations(state, around.design);
  const places = formPlaces(state, around);
  return {
    eligible,
    on: around.today,
    number: state.enrollment.number,
    designVersion: around.design.design.version,
    version: state.version,
    // It covers answers that others may not see, and a hash of few values would let them be guessed.
    contentHash: mayConfirm(around.viewer)
      ? (signedHash(state, { kind: "eligibility", id: "" }) ?? null)
      : null,
    confirmedAt: confirmations.at(-1)?.confirmedAt ?? null,
    isOutdated: confirmations.at(-1)?.isOutdated ?? false,
    confirmations,
    criteria: criteria.map((assessed) => ({
      criterionId: assessed.criterion.id,
      identifier: assessed.criterion.identifier,
      category: assessed.criterion.category,
      name: assessed.criterion.name ?? assessed.criterion.label ?? null,
      text: assessed.criterion.text,
      source: assessed.criterion.source ?? null,
      verdict: assessed.verdict,
      rule: assessed.rule ?? null,
      decidedBy: assessed.decidedBy,
      evidence: assessed.evidence.map((one) => viewEvidence(one, around, places)),
    })),
  };
}

function viewEvidence(one: Evidence, around: Around, places: FormPlaces): Shown {
  const rows = "telling" in one.found ? one.found.telling : [];
  const formId = formOf(one.what);
  const isHidden = isHiddenFrom(one.what, around);
  return {
    ...viewFound(one, around, places, formId),
    rows: isHidden
      ? []
      : rows.map(({ row, truth: answer, evidence: inRow, from }) => ({
          row,
          truth: answer ?? null,
          evidence: inRow.map((cell) =>
            viewFound({ ...cell, ...(from ? { from } : {}) }, around, places, formId),
          ),
        })),
  };
}

function viewFound(
  { what, label, shown, found: value, from }: Evidence,
  around: Around,
  places: FormPlaces,
  within: string,
): z.infer<typeof found> {
  const formId = around.design.forms.has(formOf(what)) ? formOf(what) : within;
  const isHidden = isHiddenFrom(what.includes(".") ? what : `${formId}.${what}`, around);
  const isForm = around.design.forms.has(formId);
  return {
    label,
    value: isHidden ? null : shown,
    isMissing: "absent" in value,
    formId: from?.formId ?? (isForm ? formId : null),
    formLabel: around.design.forms.get(from?.formId ?? formId)?.form.label ?? null,
    formKey: isForm ? places(formId, from) : null,
    encounterId: from?.encounterId ?? null,
    date: from?.date ?? null,
  };
}

function formOf(what: string): string {
  return what.split("@")[0]?.split(".")[0] ?? "";
}

function isHiddenFrom(what: string, { design, viewer }: Around): boolean {
  const [formId = "", itemId = ""] = what.split("@")[0]?.split(".") ?? [];
  if (!design.forms.has(formId)) return false;
  const visibility = visibilityOf(design, viewer, formId);
  return visibility.form !== "content" || visibility.isItemHidden(itemId);
}

/** The key of the form from which a value comes, or on which it would be entered; null where there is no place for it yet. */
type FormPlaces = (formId: string, from: Origin | undefined) => string | null;

function formPlaces(state: ParticipantState, { design, site }: Around): FormPlaces {
  const visits = scheduleOf(state, design, site.zone).points.flatMap(
    ({ encounterId, instanceId, occurrence }) =>
      encounterId === undefined
        ? []
        : [{ encounterId, instanceId, visitId: visitIdFor(instanceId, occurrence) }],
  );
  return (formId, from) => {
    const written = Object.values(state.forms).filter((form) => form.formId === formId);
    const origin = written.filter(
      ({ formKey }) => state.visits.visits[visitIdOf(formKey)]?.encounterId === from?.encounterId,
    );
    const known = (from ? origin : written).at(-1);
    if (known) return known.formKey;
    if (design.forms.get(formId)?.form.log) return formKeyOf(null, formId);
    const planned = visits.find((visit) => formsAtVisit(design, visit).includes(formId));
    return planned ? formKeyOf(planned.visitId, formId) : null;
  };
}

function mayConfirm({ roles }: Viewer): boolean {
  return roles.some((role) => isPermitted(role, "confirm-eligibility"));
}
