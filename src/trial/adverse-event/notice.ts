import { type CompiledDesign, type FormValues, numberOf } from "#design";
import { type Instant, instantOf, millisecondsOf, parseInstant } from "#kernel";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { detectedDeviation } from "../deviation/decide.ts";
import type { NewEvent } from "../event.ts";
import { formIdOf } from "../form/form-key.ts";
import { participantStream } from "../streams.ts";
import { reportOn, type SeriousEvent } from "./evolve.ts";

const hour = 3_600_000;

/** How long the site may take until the sponsor knows; undefined where the protocol says nothing of it. */
function noticeHours({ design, parameters }: CompiledDesign): number | undefined {
  return numberOf(parameters, design.safety?.adverseEvents?.noticeWithin);
}

/** Until when the sponsor is to know; undefined where the protocol says nothing of it. */
export function noticeDue(
  design: CompiledDesign,
  { awareAt }: Pick<SeriousEvent, "awareAt">,
): Instant | undefined {
  const hours = noticeHours(design);
  return hours === undefined ? undefined : instantOf(millisecondsOf(awareAt) + hours * hour);
}

type Derived = Readonly<Record<string, number | string | boolean | null>>;

/**
 * What follows from a form of adverse events that is handed in or corrected: the first time that it is serious, the sponsor is told;
 * a moment of awareness that is put right moves the start of the clock. A late notice is a deviation, in the same append.
 */
export function noticeOfForm(
  { participant }: Pick<Facts, "participant">,
  design: CompiledDesign,
  formKey: string,
  { items }: FormValues,
  derived: Derived,
  context: Context,
): readonly NewEvent[] {
  const plan = design.design.safety?.adverseEvents;
  if (!plan || formIdOf(formKey) !== plan.formId) return [];
  const isSerious = derived[plan.items.serious] === true || items[plan.items.serious] === true;
  if (!isSerious) return [];
  const told = plan.items.awareAt === undefined ? undefined : momentIn(items[plan.items.awareAt]);
  const known = reportOn(participant.adverseEvents, formKey);
  if (!known) {
    const awareAt = earlier(told ?? context.occurredAt, context.now);
    return reportEvents(design, { formKey, awareAt, via: "form" }, context);
  }
  if (!told || told === known.awareAt || told > known.reportedAt) return [];
  return correctionEvents(design, known, told, context);
}

/** The report of a serious event, and the deviation that it is where it comes late. */
export function reportEvents(
  design: CompiledDesign | undefined,
  report: Pick<SeriousEvent, "formKey" | "awareAt" | "via"> & { readonly what?: SeriousEvent["what"] },
  context: Context,
): readonly NewEvent[] {
  const { what, ...rest } = report;
  const reported: NewEvent = {
    type: "SeriousEventReported",
    stream: participantStream(context.subjectId),
    data: { ...rest, reportId: context.newId(), ...(what ? { what } : {}) },
  };
  return [reported, ...lateNotice(design, report, context.now, context)];
}

function correctionEvents(
  design: CompiledDesign,
  known: SeriousEvent,
  awareAt: Instant,
  context: Context,
): readonly NewEvent[] {
  const wasLate = isLate(design, known, known.reportedAt);
  const corrected: NewEvent = {
    type: "SeriousEventAwarenessCorrected",
    stream: participantStream(context.subjectId),
    data: { reportId: known.reportId, awareAt },
  };
  return wasLate
    ? [corrected]
    : [corrected, ...lateNotice(design, { ...known, awareAt }, known.reportedAt, context)];
}

function lateNotice(
  design: CompiledDesign | undefined,
  report: Pick<SeriousEvent, "formKey" | "awareAt">,
  toldAt: Instant,
  context: Context,
): readonly NewEvent[] {
  if (!design || !isLate(design, report, toldAt)) return [];
  const took = Math.floor((millisecondsOf(toldAt) - millisecondsOf(report.awareAt)) / hour);
  return [
    detectedDeviation(context, {
      category: "safety-reporting",
      rule: "serious-event-notice",
      description: `The sponsor was told of a serious adverse event ${took} hours after the site learned of it; the protocol allows ${noticeHours(design)} hours.`,
      about: report.formKey,
    }),
  ];
}

function isLate(design: CompiledDesign, report: Pick<SeriousEvent, "awareAt">, toldAt: Instant): boolean {
  const due = noticeDue(design, report);
  return due !== undefined && toldAt > due;
}

function momentIn(value: unknown): Instant | undefined {
  const parsed = typeof value === "string" ? parseInstant(value) : undefined;
  return parsed?.ok ? parsed.value : undefined;
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}
