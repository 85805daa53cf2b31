import { z } from "zod";
import { formsAtVisit, type ScheduledPoint, visitName } from "#design";
import type { CalendarDate } from "#kernel";
import { fillingsWanted } from "../blinding/guess-places.ts";
import { formKeyOf } from "../form/form-key.ts";
import { type FormSummary, formSummary, summarizeForm } from "../form/summary.ts";
import { hasLeft, type ParticipantState, stageOf } from "../participant.ts";
import { isSafetyAssessment } from "../refusals.ts";
import type { Around } from "../view-around.ts";
import { missingForms } from "./completeness.ts";
import { designOfVisit } from "./design-of-visit.ts";
import { type Visit, visitOf } from "./evolve.ts";
import { scheduleOf, visitIdFor } from "./schedule-of.ts";

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable();

const mode = z.enum(["in-person", "remote-video", "telephone"]);

/** One visit: what was planned, what happened and how they fit, each a fact of its own. */
export const visitView = z.object({
  visitId: z.string(),
  instanceId: optional(z.string()),
  encounterId: z.string(),
  name: z.string(),
  epoch: optional(z.string()),
  kind: z.enum(["visit", "contact", "unscheduled"]),
  session: optional(z.enum(["preparation", "dosing", "integration", "rater-assessment"])),
  /** Goes on when consent has lapsed or the study was left. */
  isSafety: z.boolean(),
  /** Takes place before consent, and not any more after it. */
  isBeforeConsent: z.boolean(),
  /** Does not take place any more: the participant left, or failed screening, before it or before what it counts from. */
  isOver: z.boolean(),
  modes: z.array(mode),
  mode: optional(mode),
  status: z.enum(["open", "scheduled", "canceled", "in-progress", "completed", "missed"]),
  /** When it should be, by the protocol. */
  target: optional(z.string()),
  earliest: optional(z.string()),
  latest: optional(z.string()),
  /** Whether all that the dates count from has happened. */
  isFirm: z.boolean(),
  /** Why there is no date yet. */
  waits: optional(z.string()),
  /** For when it is arranged. */
  plannedFor: optional(z.string()),
  /** For when it was arranged before. */
  plannedBefore: z.array(z.string()),
  /** When it was. */
  startedAt: optional(z.string()),
  day: optional(z.string()),
  endedAt: optional(z.string()),
  /** Why it was moved, canceled or missed. */
  why: optional(z.string()),
  purpose: optional(z.string()),
  verdict: z.enum(["in-window", "early", "late", "unknown"]),
  daysOff: z.int(),
  forms: z.array(formSummary),
  /** The forms that it still lacks before it is complete. */
  missing: z.array(z.string()),
});
export type VisitView = z.infer<typeof visitView>;

/** The visits in the participant's order: the schedule's points, then those that it did not plan. */
export function viewVisits(state: ParticipantState, around: Around): VisitView[] {
  const { points } = scheduleOf(state, around.design, around.site.zone);
  const planned = points
    .filter(({ type, encounterId }) => type === "activity" && encounterId !== undefined)
    .map((point) => viewPoint(point, state, around));
  const known = new Set(planned.map(({ visitId }) => visitId));
  const others = Object.values(state.visits.visits)
    .filter(({ visitId }) => !known.has(visitId))
    .map((visit) => viewUnplanned(visit, state, around));
  return [...planned, ...others];
}

function viewPoint(point: ScheduledPoint<CalendarDate>, state: ParticipantState, around: Around): VisitView {
  const { plan, verdict } = point;
  const visitId = visitIdFor(point.instanceId, point.occurrence);
  const epoch = around.design.epochs.get(point.epochId ?? "");
  const isPlanned = plan.kind === "planned";
  const isFirm = isPlanned && plan.firm;
  const held = viewHeld(visitId, point.encounterId ?? "", state, around);
  return {
    ...held,
    isOver: held.isOver || (hasLeft(stageOf(state)) && !isFirm && isUnarranged(held)),
    instanceId: point.instanceId,
    epoch: epoch ? (epoch.label ?? epoch.name) : null,
    target: isPlanned ? plan.target : null,
    earliest: isPlanned ? (plan.earliest ?? null) : null,
    latest: isPlanned ? (plan.latest ?? null) : null,
    isFirm,
    waits: isPlanned ? null : plan.message,
    verdict: verdict.verdict,
    daysOff: verdict.verdict === "early" || verdict.verdict === "late" ? verdict.off : 0,
  };
}

function viewUnplanned(visit: Visit, state: ParticipantState, around: Around): VisitView {
  return {
    ...viewHeld(visit.visitId, visit.encounterId, state, around),
    instanceId: visit.instanceId,
    epoch: null,
    target: null,
    earliest: null,
    latest: null,
    isFirm: false,
    waits: null,
    verdict: "unknown",
    daysOff: 0,
  };
}

type Held = Omit<
  VisitView,
  "instanceId" | "epoch" | "target" | "earliest" | "latest" | "isFirm" | "waits" | "verdict" | "daysOff"
>;

function viewHeld(visitId: string, encounterId: string, state: ParticipantState, around: Around): Held {
  const visit = visitOf(state.visits, visitId);
  const design = designOfVisit(visit, around);
  const encounter = design.encounters.get(encounterId);
  const planned = visit?.planned ?? [];
  const status = visit?.status ?? "open";
  const isCanceled = status === "canceled";
  return {
    visitId,
    encounterId,
    name: visitName(design, encounterId, instanceOf(visitId, visit)),
    kind: encounter?.type ?? "unscheduled",
    session: encounter?.session ?? null,
    isSafety: isSafetyAssessment(encounter),
    isBeforeConsent: encounter?.beforeConsent ?? false,
    isOver:
      hasLeft(stageOf(state)) &&
      !isSafetyAssessment(encounter) &&
      (status === "scheduled" || isUnarranged({ status })),
    modes: [...(encounter?.contactModes ?? [])],
    mode: visit?.mode ?? null,
    status,
    plannedFor: isCanceled ? null : (planned.at(-1) ?? null),
    plannedBefore: isCanceled ? [...planned] : planned.slice(0, -1),
    startedAt: visit?.startedAt ?? null,
    day: visit?.day ?? null,
    endedAt: visit?.endedAt ?? null,
    why: visit?.why?.freeText ?? null,
    purpose: visit?.purpose?.freeText ?? null,
    forms: formsOfVisit(visitId, encounterId, state, around),
    missing: visit?.status === "in-progress" ? [...missingForms(state, around, visit)] : [],
  };
}

/** The point of the schedule that a visit fulfils, or will. */
function instanceOf(visitId: string, visit: Visit | undefined): string | undefined {
  return visit?.instanceId ?? visitId.split(".")[0];
}

function isUnarranged({ status }: Pick<VisitView, "status">): boolean {
  return status === "open" || status === "canceled";
}

function formsOfVisit(
  visitId: string,
  encounterId: string,
  state: ParticipantState,
  around: Around,
): FormSummary[] {
  const visit = visitOf(state.visits, visitId);
  const design = designOfVisit(visit, around);
  const planned = formsAtVisit(design, { encounterId, instanceId: instanceOf(visitId, visit) })
    .filter((formId) => !design.forms.get(formId)?.form.log)
    .flatMap((formId) => {
      const form = design.forms.get(formId)?.form;
      return (form ? fillingsWanted(form) : [1]).map((filling) => formKeyOf(visitId, formId, filling));
    });
  const written = Object.keys(state.forms).filter(
    (key) => key.startsWith(`${visitId}/`) && !planned.includes(key),
  );
  return [...planned, ...written].flatMap((key) => summarizeForm(key, state, around));
}
