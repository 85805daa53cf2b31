import { z } from "zod";
import { seesItem } from "./blinding/view.ts";
import { consentView, viewConsent } from "./consent/view.ts";
import { designOfForm } from "./form/design-of-form.ts";
import { logView, viewLogs } from "./form/summary.ts";
import { designVersionOf, type ParticipantState, siteOf, stageOf } from "./participant.ts";
import type { Around } from "./view-around.ts";
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
  consent: consentView,
  enrollment: z.object({
    screeningStartedOn: optional(z.string()),
    eligibilityConfirmedAt: optional(z.string()),
    enrolledOn: optional(z.string()),
    ended: optional(z.object({ reason: z.string(), endedOn: z.string() })),
    screenFailure: optional(z.object({ criteria: z.array(z.string()), why: z.string() })),
  }),
  visits: z.array(visitView),
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
      .filter(({ formKey, itemPath }) =>
        seesItem(designOfForm(state, formKey, around), around.viewer, formKey, itemPath),
      )
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
