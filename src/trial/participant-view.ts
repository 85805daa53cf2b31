import { z } from "zod";
import type { CompiledDesign } from "#design";
import { seesItem } from "./blinding/view.ts";
import { consentView, viewConsent } from "./consent/view.ts";
import { deviationView, viewDeviations } from "./deviation/view.ts";
import { enrollmentView, viewEnrollment } from "./enrollment/view.ts";
import { designOfForm } from "./form/design-of-form.ts";
import { logView, viewLogs } from "./form/summary.ts";
import { designVersionOf, type ParticipantState, siteOf, stageOf } from "./participant.ts";
import { type ReadinessView, readinessView } from "./randomization/readiness-view.ts";
import type { Around } from "./view-around.ts";
import { decisionView, viewDecisions } from "./visit/decisions-view.ts";
import { nextVisitId } from "./visit/schedule-of.ts";
import { viewVisits, visitView } from "./visit/view.ts";

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable();

export const participantView = z.object({
  participantId: z.string(),
  version: z.int(),
  number: optional(z.string()),
  stage: z.enum(["pre-screening", "pre-screening-failed", "screening", "screen-failed", "enrolled", "ended"]),
  siteId: z.string(),
  siteName: z.string(),
  zone: z.string(),
  /** The day that it is at the site. */
  today: z.string(),
  designVersion: z.string(),
  identityFields: z.array(z.string()),
  contacts: z.array(
    z.object({
      at: z.string(),
      channel: z.string(),
      outcome: z.string(),
      recruitmentSource: z.string(),
      referredBy: z.string(),
      language: z.string(),
      ageBand: z.string(),
      failReasons: z.array(z.string()),
      note: optional(z.string()),
    }),
  ),
  consent: consentView,
  enrollment: enrollmentView,
  /** What randomization waits for; null where it is not to come. */
  randomization: readinessView,
  visits: z.array(visitView),
  decisions: z.array(decisionView),
  /** Visits that the schedule does not plan and that may be held at any time. */
  unscheduled: z.array(
    z.object({
      encounterId: z.string(),
      name: z.string(),
      modes: z.array(z.enum(["in-person", "remote-video", "telephone"])),
      nextVisitId: z.string(),
    }),
  ),
  logs: z.array(logView),
  queries: z.array(
    z.object({
      queryId: z.string(),
      formKey: z.string(),
      itemPath: z.string(),
      state: z.enum(["open", "answered", "closed"]),
      question: z.string(),
    }),
  ),
  deviations: z.array(deviationView),
  ratings: z.array(
    z.object({
      handle: z.string(),
      formKey: z.string(),
      status: z.enum(["requested", "received", "canceled"]),
      startsAt: optional(z.string()),
      language: optional(z.string()),
    }),
  ),
});
export type ParticipantView = z.infer<typeof participantView>;

/** The participant's page, as this person may see it. */
export function viewParticipant(
  state: ParticipantState,
  around: Around,
  readiness: ReadinessView = null,
): ParticipantView {
  return {
    participantId: state.id ?? "",
    version: state.version,
    number: state.enrollment.number,
    stage: stageOf(state),
    siteId: siteOf(state) ?? "",
    siteName: around.site.name,
    zone: around.site.zone,
    today: around.today,
    designVersion: designVersionOf(state) ?? "",
    identityFields: [...state.identity.fields],
    contacts: state.screening.contacts.map((contact) => ({
      at: contact.at,
      channel: contact.channel,
      outcome: contact.outcome,
      recruitmentSource: contact.recruitmentSource,
      referredBy: contact.referredBy,
      language: contact.language,
      ageBand: contact.ageBand,
      failReasons: [...contact.failReasons],
      note: contact.note?.freeText ?? null,
    })),
    consent: viewConsent(state, around),
    enrollment: viewEnrollment(state, around.design),
    randomization: readiness,
    visits: viewVisits(state, around),
    decisions: viewDecisions(state, around),
    unscheduled: viewUnscheduledKinds(state, around.design),
    logs: viewLogs(state, around),
    queries: viewQueries(state, around),
    deviations: viewDeviations(state, around),
    ratings: Object.values(state.ratings).map(({ handle, formKey, status, startsAt, language }) => ({
      handle,
      formKey,
      status,
      startsAt: startsAt ?? null,
      language: language ?? null,
    })),
  };
}

function viewQueries(state: ParticipantState, around: Around): ParticipantView["queries"] {
  return Object.values(state.queries)
    .filter(({ formKey, itemPath }) =>
      seesItem(designOfForm(state, formKey, around), around.viewer, formKey, itemPath),
    )
    .map(({ queryId, formKey, itemPath, state: queryState, messages }) => ({
      queryId,
      formKey,
      itemPath,
      state: queryState,
      question: messages[0]?.text.freeText ?? "",
    }));
}

function viewUnscheduledKinds(
  { visits }: ParticipantState,
  design: CompiledDesign,
): ParticipantView["unscheduled"] {
  return [...design.encounters.values()]
    .filter(({ type }) => type === "unscheduled")
    .map(({ id, name, contactModes }) => ({
      encounterId: id,
      name,
      modes: [...contactModes],
      nextVisitId: nextVisitId(id, visits),
    }));
}
