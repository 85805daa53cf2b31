import { z } from "zod";
import { designId, label, numberOrParameter, source } from "./primitives.ts";

/** Kinds of session that are recorded. */
const recordedSession = z.enum(["preparation", "dosing", "integration", "rater-assessment"]);
export type RecordedSession = z.infer<typeof recordedSession>;

/** What makes a recording to be reviewed whether or not chance drew it. */
const reviewTrigger = z.enum([
  "first-of-pair",
  "serious-adverse-event",
  "confidential-report",
  "missing-recording",
  "touch-deviation",
]);
export type ReviewTrigger = z.infer<typeof reviewTrigger>;

/**
 * How sessions are recorded and their recordings reviewed (21 CFR 312.56(a); ICH E6(R3) 3.11.4). The media are never kept here: only what is
 * known of them.
 */
export const recordings = z.strictObject({
  /** Of each kind of session, the share whose recordings are drawn for review. */
  samples: z.array(z.strictObject({ session: recordedSession, share: numberOrParameter })).min(1),
  triggers: z.array(reviewTrigger).default([]),
  /** Days from the session to its review. */
  reviewWithin: numberOrParameter,
  /** Days from the session within which its recording is in the register, with its file. */
  exportWithin: numberOrParameter,
  /** Years for which the file is kept. */
  keptFor: numberOrParameter,
  /** Days within which the file is deleted once consent to recording was withdrawn. */
  deletedWithin: numberOrParameter,
  /** The form that tells whether an adverse event is serious, and when it began. */
  adverseEvent: z.strictObject({ formId: designId, seriousId: designId, startedId: designId }),
  /** The form of the visit on which a reviewer looks for what was seen; who may not see it does not see what a reviewer saw. */
  effectsFormId: designId,
  /** By what a reviewer judges: items that are each rated from 0 up, and the version of the manual. */
  criteria: z.strictObject({
    version: label,
    highest: z.int().min(1).max(10),
    items: z.array(z.strictObject({ id: designId, label })).min(1),
    source,
  }),
  source: source.optional(),
});
export type RecordingPlan = z.infer<typeof recordings>;
