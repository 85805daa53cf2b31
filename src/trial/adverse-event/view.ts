import { z } from "zod";
import type { AdverseEventPlan, CompiledDesign, CompiledForm, FormValues, ItemValue } from "#design";
import { isBlindedToSessions, visibilityOfFilling } from "../blinding/view.ts";
import { designOfForm } from "../form/design-of-form.ts";
import type { FormState } from "../form/evolve.ts";
import { formIdOf } from "../form/form-key.ts";
import { valuesOf } from "../form/form-values.ts";
import type { ParticipantState } from "../participant.ts";
import type { Around } from "../view-around.ts";
import { reportOn } from "./evolve.ts";
import { noticeDue } from "./notice.ts";

const coded = z.object({ code: z.string(), label: z.string() }).nullable();
const moment = z.object({
  /** A day, a month or a year, as far as it is known. */
  day: z.string().nullable(),
  /** To the minute, on days of a session. */
  time: z.string().nullable(),
});

/** An adverse event as the listing tells it. What nobody has said yet, or what is kept from the viewer, is null. */
export const adverseEventLine = z.object({
  formKey: z.string(),
  status: z.enum(["draft", "submitted"]),
  term: z.string().nullable(),
  onset: moment,
  end: moment,
  ongoing: z.boolean().nullable(),
  severity: coded,
  /** How the participant felt about it: an attribute, by which nothing is left out. */
  valence: coded,
  serious: z.boolean().nullable(),
  /** What makes it serious, in the words of the form. */
  seriousness: z.array(z.string()),
  relatedToDrug: coded,
  relatedToTherapy: coded,
  outcome: coded,
  specialInterest: coded,
  isAbuseRelated: z.boolean(),
  detectedBy: coded,
  inSession: z.boolean().nullable(),
  /** What the sponsor was told; null where nothing was told. */
  report: z
    .object({
      reportId: z.string(),
      via: z.enum(["form", "notice"]),
      awareAt: z.string(),
      reportedAt: z.string(),
      dueBy: z.string().nullable(),
      /** Day 0; null while the sponsor has not acknowledged it. */
      receivedAt: z.string().nullable(),
    })
    .nullable(),
});
export type AdverseEventLine = z.infer<typeof adverseEventLine>;

/** The adverse events of a participant as far as the viewer may see them, and whether those of sessions are kept from them. */
export function viewAdverseEvents(
  state: ParticipantState,
  around: Around,
): { readonly lines: readonly AdverseEventLine[]; readonly isWithoutSessions: boolean } {
  const isWithoutSessions = isBlindedToSessions(around.design, around.viewer);
  const lines = Object.values(state.forms).flatMap((form) => {
    const design = designOfForm(state, form.formKey, around);
    const plan = design.design.safety?.adverseEvents;
    if (!plan || formIdOf(form.formKey) !== plan.formId || form.status === "not-done") return [];
    const line = viewLine(state, form, { design, plan, viewer: around.viewer });
    return line && !(isWithoutSessions && isOfSession(state, form, plan)) ? [line] : [];
  });
  return { lines, isWithoutSessions };
}

function isOfSession(
  { adverseEvents }: ParticipantState,
  form: FormState,
  { items }: AdverseEventPlan,
): boolean {
  // An entry that does not say is not known to have nothing to do with a session.
  return (
    form.items[items.inSession]?.value !== false || adverseEvents.fromSession[form.formKey] !== undefined
  );
}

type Reading = Pick<Around, "viewer"> & { readonly design: CompiledDesign; readonly plan: AdverseEventPlan };

function viewLine(
  state: ParticipantState,
  form: FormState,
  { design, plan, viewer }: Reading,
): AdverseEventLine | undefined {
  const visibility = visibilityOfFilling(design, viewer, form.formKey);
  const compiled = design.forms.get(plan.formId);
  if (visibility.form !== "content" || !compiled) return undefined;
  const all: FormValues["items"] = { ...valuesOf(form).items, ...plainOf(form.derived) };
  const at = (id: string | undefined): ItemValue | undefined =>
    id === undefined || visibility.isItemHidden(id) ? undefined : all[id];
  const code = (id: string) => codedValue(compiled, id, at(id));
  const { items } = plan;
  const special = code(items.specialInterest);
  return {
    formKey: form.formKey,
    status: form.status === "submitted" ? "submitted" : "draft",
    term: textOf(at(items.term)),
    onset: { day: plainText(at(items.started)), time: plainText(at(items.onsetTime)) },
    end: { day: plainText(at(items.ended)), time: plainText(at(items.endTime)) },
    ongoing: yesOrNo(at(items.ongoing)),
    severity: code(items.severity),
    valence: code(items.valence),
    serious: seriousOf(items, at),
    seriousness: items.seriousness.flatMap((id) =>
      at(id) === true ? [compiled.items.get(id)?.label ?? id] : [],
    ),
    relatedToDrug: code(items.relatedToDrug),
    relatedToTherapy: code(items.relatedToTherapy),
    outcome: code(items.outcome),
    specialInterest: special,
    isAbuseRelated: special !== null && plan.abuseRelated.includes(special.code),
    detectedBy: code(items.detectedBy),
    inSession: yesOrNo(at(items.inSession)),
    report: reportOf(state, form.formKey, design),
  };
}

/** What is reckoned on submission, or what a draft says so far. */
function seriousOf(
  { serious, seriousness }: AdverseEventPlan["items"],
  at: (id: string) => ItemValue | undefined,
): boolean | null {
  if (seriousness.some((id) => at(id) === true)) return true;
  return yesOrNo(at(serious));
}

function reportOf(
  { adverseEvents }: ParticipantState,
  formKey: string,
  design: CompiledDesign,
): AdverseEventLine["report"] {
  const report = reportOn(adverseEvents, formKey);
  if (!report) return null;
  const { reportId, via, awareAt, reportedAt, received } = report;
  return {
    reportId,
    via,
    awareAt,
    reportedAt,
    dueBy: noticeDue(design, report) ?? null,
    receivedAt: received?.at ?? null,
  };
}

function codedValue(
  { items }: CompiledForm,
  id: string,
  value: ItemValue | undefined,
): z.infer<typeof coded> {
  if (typeof value !== "string") return null;
  return { code: value, label: items.get(id)?.codes?.get(value) ?? value };
}

function textOf(value: ItemValue | undefined): string | null {
  return typeof value === "object" && "freeText" in value ? value.freeText : plainText(value);
}

function plainText(value: ItemValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function yesOrNo(value: ItemValue | undefined): boolean | null {
  return typeof value === "boolean" ? value : null;
}

function plainOf(derived: FormState["derived"]): Readonly<Record<string, number | string | boolean>> {
  return Object.fromEntries(
    Object.entries(derived).flatMap(([id, value]) => (value === null ? [] : [[id, value]])),
  );
}

/**
 * How often each term stands among those that tell of abuse potential, the most frequent first. Until terms are coded, two are one if
 * they differ in capitals and spaces alone.
 */
export function abuseRelatedTerms(
  lines: readonly Pick<AdverseEventLine, "term" | "isAbuseRelated">[],
): readonly { readonly term: string; readonly count: number }[] {
  const counts = new Map<string, { term: string; count: number }>();
  for (const { term, isAbuseRelated } of lines) {
    if (!isAbuseRelated) continue;
    const key = (term ?? "").trim().replace(/\s+/g, " ").toLowerCase();
    const known = counts.get(key);
    counts.set(key, { term: known?.term ?? term ?? "", count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.term.localeCompare(b.term));
}
