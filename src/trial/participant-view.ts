import { z } from "zod";
import { type CompiledDesign, consentScope, type ScheduledPoint } from "#design";
import type { CalendarDate } from "#kernel";
import { seesForm, type Viewer, visibilityOf } from "./blinding/view.ts";
import { consentCurrency } from "./consent/currency.ts";
import { scopeStanding } from "./consent/evolve.ts";
import { formIdOf, formKeyOf } from "./form/form-key.ts";
import { designVersionOf, type ParticipantState, siteOf, stageOf } from "./participant.ts";
import { signatureStanding } from "./signature/content.ts";
import type { SiteState } from "./site/evolve.ts";
import type { Visit } from "./visit/evolve.ts";
import { scheduleOf, visitIdFor } from "./visit/schedule-of.ts";

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable();

export const formSummary = z.object({
  formKey: z.string(),
  formId: z.string(),
  label: z.string(),
  status: z.enum(["empty", "draft", "submitted", "not-done"]),
  completedBy: z.enum(["site", "participant", "independent-rater", "therapist", "pharmacist"]),
  required: z.boolean(),
  isVisible: z.boolean(),
  openQueries: z.int(),
  signatures: z.enum(["none-asked", "missing", "valid", "broken"]),
});
export type FormSummary = z.infer<typeof formSummary>;

export const visitView = z.object({
  visitId: z.string(),
  instanceId: optional(z.string()),
  encounterId: z.string(),
  name: z.string(),
  epoch: optional(z.string()),
  kind: z.enum(["visit", "contact", "unscheduled"]),
  modes: z.array(z.enum(["in-person", "remote-video", "telephone"])),
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
  /** When it was. */
  startedAt: optional(z.string()),
  day: optional(z.string()),
  endedAt: optional(z.string()),
  verdict: z.enum(["in-window", "early", "late", "unknown"]),
  daysOff: z.int(),
  forms: z.array(formSummary),
});
export type VisitView = z.infer<typeof visitView>;

export const participantView = z.object({
  participantId: z.string(),
  version: z.int(),
  number: optional(z.string()),
  stage: z.enum(["pre-screening", "pre-screening-failed", "screening", "screen-failed", "enrolled", "ended"]),
  siteId: z.string(),
  siteName: z.string(),
  zone: z.string(),
  designVersion: z.string(),
  identityFields: z.array(z.string()),
  contacts: z.array(
    z.object({
      at: z.string(),
      channel: z.string(),
      outcome: z.string(),
      recruitmentSource: z.string(),
      failReasons: z.array(z.string()),
      note: optional(z.string()),
    }),
  ),
  consent: z.object({
    documents: z.array(
      z.object({
        documentId: z.string(),
        name: z.string(),
        state: z.enum(["current", "sign-again", "never-signed", "withdrawn", "version-outdated"]),
        signedVersion: optional(z.string()),
        newerVersion: optional(z.string()),
        signAgainBy: optional(z.string()),
      }),
    ),
    scopes: z.array(
      z.object({
        scope: consentScope,
        standing: z.enum(["agreed", "declined", "withdrawn", "never-asked"]),
        since: optional(z.string()),
      }),
    ),
    signed: z.array(
      z.object({
        consentId: z.string(),
        documentId: z.string(),
        version: z.string(),
        language: z.string(),
        signedOn: z.string(),
        scopes: z.array(z.string()),
      }),
    ),
    withdrawals: z.array(
      z.object({ scopes: z.array(z.string()), effectiveOn: z.string(), recordedAt: z.string() }),
    ),
  }),
  enrollment: z.object({
    screeningStartedOn: optional(z.string()),
    eligibilityConfirmedAt: optional(z.string()),
    enrolledOn: optional(z.string()),
    ended: optional(z.object({ reason: z.string(), endedOn: z.string() })),
    screenFailure: optional(z.object({ criteria: z.array(z.string()), why: z.string() })),
  }),
  visits: z.array(visitView),
  logs: z.array(
    z.object({
      formId: z.string(),
      label: z.string(),
      entries: z.array(formSummary),
      nextFormKey: z.string(),
    }),
  ),
  queries: z.array(
    z.object({
      queryId: z.string(),
      formKey: z.string(),
      itemPath: z.string(),
      state: z.enum(["open", "answered", "closed"]),
      question: z.string(),
    }),
  ),
  deviations: z.array(
    z.object({
      deviationId: z.string(),
      category: z.string(),
      rule: z.string(),
      description: z.string(),
      occurredAt: z.string(),
      importance: z.string(),
      correctiveAction: optional(z.string()),
      closed: z.boolean(),
      detectedBy: z.enum(["software", "person"]),
    }),
  ),
  ratings: z.array(
    z.object({
      handle: z.string(),
      formKey: z.string(),
      status: z.enum(["requested", "received", "canceled"]),
    }),
  ),
});
export type ParticipantView = z.infer<typeof participantView>;

/** What a view needs beside the participant's state. */
export type Around = {
  readonly design: CompiledDesign;
  readonly site: SiteState;
  readonly today: CalendarDate;
  readonly viewer: Viewer;
};

/** The participant's page, as this person may see it. */
export function viewParticipant(state: ParticipantState, around: Around): ParticipantView {
  const { enrollment, screening } = state;
  return {
    participantId: state.id ?? "",
    version: state.version,
    number: enrollment.number,
    stage: stageOf(state),
    siteId: siteOf(state) ?? "",
    siteName: around.site.name,
    zone: around.site.zone,
    designVersion: designVersionOf(state) ?? "",
    identityFields: [...state.identity.fields],
    contacts: screening.contacts.map(({ at, channel, outcome, recruitmentSource, failReasons, note }) => ({
      at,
      channel,
      outcome,
      recruitmentSource,
      failReasons: [...failReasons],
      note: note?.freeText ?? null,
    })),
    consent: viewConsent(state, around),
    enrollment: {
      screeningStartedOn: enrollment.screeningStartedOn,
      eligibilityConfirmedAt: enrollment.confirmations.at(-1)?.confirmedAt ?? null,
      enrolledOn: enrollment.enrolledOn,
      ended: enrollment.ended && { reason: enrollment.ended.reason, endedOn: enrollment.ended.endedOn },
      screenFailure: enrollment.screenFailure && {
        criteria: [...enrollment.screenFailure.criteria],
        why: enrollment.screenFailure.why.freeText,
      },
    },
    visits: viewVisits(state, around),
    logs: viewLogs(state, around),
    queries: Object.values(state.queries)
      .filter(({ formKey }) => seesForm(around.design, around.viewer, formKey))
      .map(({ queryId, formKey, itemPath, state: queryState, messages }) => ({
        queryId,
        formKey,
        itemPath,
        state: queryState,
        question: messages[0]?.text.freeText ?? "",
      })),
    deviations: Object.values(state.deviations).map((deviation) => ({
      deviationId: deviation.deviationId,
      category: deviation.category,
      rule: deviation.rule,
      description: deviation.description.freeText,
      occurredAt: deviation.occurredAt,
      importance: deviation.importance,
      correctiveAction: deviation.correctiveAction?.freeText ?? null,
      closed: deviation.closed,
      detectedBy: deviation.detectedBy,
    })),
    ratings: Object.values(state.ratings).map(({ handle, formKey, status }) => ({ handle, formKey, status })),
  };
}

function viewConsent(
  { consent }: ParticipantState,
  { design, site, today }: Around,
): ParticipantView["consent"] {
  return {
    documents: design.design.consents.map((document) => {
      const currency = consentCurrency(document, site, consent, today);
      const signed = consent.signed.filter(({ documentId }) => documentId === document.id).at(-1);
      return {
        documentId: document.id,
        name: document.name,
        state: currency.current ? (currency.newerVersion ? "sign-again" : "current") : currency.why,
        signedVersion: signed?.version ?? null,
        newerVersion: currency.current ? currency.newerVersion : null,
        signAgainBy: currency.current ? currency.signAgainBy : null,
      };
    }),
    scopes: consentScope.options.map((scope) => {
      const standing = scopeStanding(consent, scope, today);
      return {
        scope,
        standing: standing.standing,
        since: standing.standing === "withdrawn" ? standing.since : null,
      };
    }),
    signed: consent.signed.map(({ consentId, documentId, version, language, signedOn, scopes }) => ({
      consentId,
      documentId,
      version,
      language,
      signedOn,
      scopes: [...scopes],
    })),
    withdrawals: consent.withdrawals.map(({ scopes, effectiveOn, recordedAt }) => ({
      scopes: [...scopes],
      effectiveOn,
      recordedAt,
    })),
  };
}

/** The visits in the participant's order: the schedule's points, then those that it did not plan. */
function viewVisits(state: ParticipantState, around: Around): VisitView[] {
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
  const epoch = point.epochId === undefined ? undefined : around.design.epochs.get(point.epochId)?.name;
  const isPlanned = plan.kind === "planned";
  return {
    ...viewHeld(visitId, point.encounterId ?? "", state, around),
    instanceId: point.instanceId,
    epoch: epoch ?? null,
    target: isPlanned ? plan.target : null,
    earliest: isPlanned ? (plan.earliest ?? null) : null,
    latest: isPlanned ? (plan.latest ?? null) : null,
    isFirm: isPlanned && plan.firm,
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
  const visit = state.visits.visits[visitId];
  const encounter = around.design.encounters.get(encounterId);
  return {
    visitId,
    encounterId,
    name: encounter?.name ?? encounterId,
    kind: encounter?.type ?? "unscheduled",
    modes: [...(encounter?.contactModes ?? [])],
    status: visit?.status ?? "open",
    plannedFor: visit?.planned.at(-1) ?? null,
    startedAt: visit?.startedAt ?? null,
    day: visit?.day ?? null,
    endedAt: visit?.endedAt ?? null,
    forms: formsOfVisit(visitId, encounterId, state, around),
  };
}

function formsOfVisit(
  visitId: string,
  encounterId: string,
  state: ParticipantState,
  around: Around,
): FormSummary[] {
  const planned = (around.design.formsAtEncounter.get(encounterId) ?? [])
    .filter((formId) => !around.design.forms.get(formId)?.form.log)
    .map((formId) => formKeyOf(visitId, formId));
  const written = Object.keys(state.forms).filter(
    (key) => key.startsWith(`${visitId}/`) && !planned.includes(key),
  );
  return [...planned, ...written].flatMap((key) => summarize(key, state, around));
}

function viewLogs(state: ParticipantState, around: Around): ParticipantView["logs"] {
  return [...around.design.forms.values()]
    .filter(({ form }) => form.log && visibilityOf(around.design, around.viewer, form.id).form !== "hidden")
    .map(({ form }) => {
      const keys = Object.keys(state.forms).filter((key) => key.startsWith(`log/${form.id}/`));
      return {
        formId: form.id,
        label: form.label,
        entries: keys.flatMap((key) => summarize(key, state, around)),
        nextFormKey: formKeyOf(null, form.id, keys.length + 1),
      };
    });
}

function summarize(formKey: string, state: ParticipantState, { design, viewer }: Around): FormSummary[] {
  const form = design.forms.get(formIdOf(formKey))?.form;
  const visibility = visibilityOf(design, viewer, formIdOf(formKey));
  if (!form || visibility.form === "hidden") return [];
  const open = Object.values(state.queries).filter(
    (query) => query.formKey === formKey && query.state !== "closed",
  );
  return [
    {
      formKey,
      formId: form.id,
      label: form.label,
      status: state.forms[formKey]?.status ?? "empty",
      completedBy: form.completedBy,
      required: form.required,
      isVisible: visibility.form === "content",
      openQueries: open.length,
      signatures: signaturesOf(
        formKey,
        form.signedBy.map(({ meaning }) => meaning),
        state,
      ),
    },
  ];
}

function signaturesOf(
  formKey: string,
  meanings: readonly string[],
  state: ParticipantState,
): FormSummary["signatures"] {
  const standings = state.signatures
    .filter(({ target }) => target.kind === "form" && target.id === formKey)
    .map((signature) => signatureStanding(state, signature));
  if (standings.at(-1)?.standing === "broken") return "broken";
  const given = new Set(
    standings.filter(({ standing }) => standing === "valid").map(({ signature }) => signature.meaning),
  );
  if (meanings.some((meaning) => !given.has(meaning))) return "missing";
  return given.size > 0 ? "valid" : "none-asked";
}
