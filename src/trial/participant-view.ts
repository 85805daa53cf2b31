import { z } from "zod";
import type { CompiledDesign } from "#design";
import { isAfterUnblinding } from "./blinding/after-unblinding.ts";
import { seesLaterRatings } from "./blinding/register.ts";
import { seesItem } from "./blinding/view.ts";
import { consentView, viewConsent } from "./consent/view.ts";
import { deviationView, viewDeviations } from "./deviation/view.ts";
import { enrollmentView, viewEnrollment } from "./enrollment/view.ts";
import { designOfForm } from "./form/design-of-form.ts";
import { logView, viewLogs } from "./form/summary.ts";
import { designVersionOf, type ParticipantState, siteOf, stageOf } from "./participant.ts";
import { type ReadinessView, readinessView } from "./randomization/readiness-view.ts";
import type { RatingRequest } from "./rating/requests.ts";
import { needsWhereabouts, whereaboutsUntil } from "./rating/whereabouts.ts";
import type { Around } from "./view-around.ts";
import { decisionView, viewDecisions } from "./visit/decisions-view.ts";
import { designOfVisit } from "./visit/design-of-visit.ts";
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
      status: z.enum(["requested", "received", "canceled", "returned"]),
      startsAt: optional(z.string()),
      language: optional(z.string()),
      /** Asked for or handed in after an unblinding; null for those who are not told. */
      afterUnblinding: optional(z.boolean()),
      /** Whether a remote interview waits for it, and until when it holds; null where nothing was confirmed. */
      whereabouts: z.object({ isNeeded: z.boolean(), until: optional(z.string()) }),
      danger: optional(z.object({ declaredAt: z.string(), isResolved: z.boolean() })),
      /** The site learns no more than that the next rating goes to another. */
      isNextByAnother: z.boolean(),
      /** What its rater had learned by then, for those who judge the data; null: the viewer is none of them, or nothing. */
      raterLearned: optional(z.array(z.string())),
    }),
  ),
});
export type ParticipantView = z.infer<typeof participantView>;

/** With what raters had learned, by the handle of their assessment, where the viewer may know it. */
export type AroundParticipant = Around & {
  readonly learnedBy?: ReadonlyMap<string, readonly string[]> | undefined;
};

/** The participant's page, as this person may see it. */
export function viewParticipant(
  state: ParticipantState,
  around: AroundParticipant,
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
    ratings: Object.values(state.ratings).map((request) => viewRating(state, request, around)),
  };
}

function viewRating(
  state: ParticipantState,
  request: RatingRequest,
  around: AroundParticipant,
): ParticipantView["ratings"][number] {
  const { handle, formKey, visitId, status, startsAt, language, danger, isRaterBarred } = request;
  const visit = state.visits.visits[visitId];
  const design = designOfVisit(visit, around);
  const isNeeded = status === "requested" && needsWhereabouts(design, { mode: visit?.mode });
  const learned = around.learnedBy?.get(handle);
  return {
    handle,
    formKey,
    status,
    startsAt: startsAt ?? null,
    language: language ?? null,
    afterUnblinding: seesLaterRatings(around.viewer.roles) ? isAfterUnblinding(state, request) : null,
    whereabouts: { isNeeded, until: isNeeded ? whereaboutsUntil(design, state, handle) : null },
    danger,
    isNextByAnother: isRaterBarred,
    raterLearned: learned ? [...learned] : null,
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
