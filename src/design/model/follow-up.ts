import { z } from "zod";
import { designId, numberOrParameter, source } from "./primitives.ts";

/**
 * What is done in the days after a session: calls, somebody who cannot be reached, and suicidality. All spans are in hours.
 */
export const followUp = z.strictObject({
  /** The form of a call, and where on it the answers stand that are shown over the days. */
  call: z.strictObject({
    formId: designId,
    moodId: designId,
    sleepId: designId,
    appetiteId: designId,
    cravingId: designId,
    outsideUseId: designId,
  }),
  unreachable: z.strictObject({
    /** After so many attempts at one call without an answer. */
    attempts: numberOrParameter,
    contactPersonWithin: numberOrParameter,
    welfareCheckWithin: numberOrParameter,
  }),
  suicidality: z.strictObject({
    /** From which score of ideation on; any behavior escalates. */
    ideationFrom: numberOrParameter,
    clinicianWithin: numberOrParameter,
    contactPersonWithin: numberOrParameter,
    safetyPlanWithin: numberOrParameter,
    nextContactWithin: numberOrParameter,
  }),
  source: source.optional(),
});
export type FollowUpPlan = z.infer<typeof followUp>;
