import { z } from "zod";
import { designId, duration, expression, label, prose, source } from "./primitives.ts";

/** A planned visit or contact (USDM `Encounter`). */
export const encounter = z.strictObject({
  id: designId,
  name: label,
  label: label.optional(),
  description: prose.optional(),
  type: z.enum(["visit", "contact", "unscheduled"]).default("visit"),
  /** What kind of session of the treatment it is, if it is one. */
  session: z.enum(["preparation", "dosing", "integration", "rater-assessment"]).optional(),
  contactModes: z.array(z.enum(["in-person", "remote-video", "telephone"])).default(["in-person"]),
  settings: z.array(label).default([]),
  transitionStart: prose.optional(),
  transitionEnd: prose.optional(),
  /** The timing whose target and window are the visit's own, where several instances make up one visit. */
  scheduledAtTimingId: designId.optional(),
  /** May take place before consent: only a pre-screening contact does. */
  beforeConsent: z.boolean().default(false),
  /** Goes on for safety when consent to procedures has lapsed. */
  safetyAssessment: z.boolean().default(false),
  source: source.optional(),
});
export type Encounter = z.infer<typeof encounter>;

/** What is done (USDM `Activity`); a group has children, a profile in time has a timeline of its own. */
export const activity = z.strictObject({
  id: designId,
  name: label,
  label: label.optional(),
  description: prose.optional(),
  formIds: z.array(designId).default([]),
  childIds: z.array(designId).default([]),
  timelineId: designId.optional(),
  procedures: z
    .array(z.strictObject({ name: label, type: label.optional(), code: label.optional() }))
    .default([]),
  biomedicalConcepts: z.array(label).default([]),
});
export type Activity = z.infer<typeof activity>;

/** What happens once in a participant's trial and can anchor a visit. */
const trialEvent = z.enum([
  "first-contact",
  "consent",
  "enrollment",
  "randomization",
  "first-dose",
  "last-dose",
  "withdrawal",
]);
export type TrialEvent = z.infer<typeof trialEvent>;
export const trialEvents: readonly TrialEvent[] = trialEvent.options;

/**
 * When an instance is due (USDM `Timing`). `relativeTo` names another instance of any timeline or one of the
 * events of the trial; what happened there, not what was planned, is the anchor.
 */
const timing = z.strictObject({
  id: designId,
  name: label.optional(),
  label: label.optional(),
  type: z.enum(["fixed-reference", "after", "before"]),
  /** Absent on a fixed reference: it is where the clock starts. */
  relativeTo: z
    .union([
      z.strictObject({ instanceId: designId }),
      z.strictObject({
        event: trialEvent,
      }),
    ])
    .optional(),
  /** From and to which end (USDM `relativeToFrom`). */
  relativeToFrom: z
    .enum(["start-to-start", "start-to-end", "end-to-start", "end-to-end"])
    .default("start-to-start"),
  value: duration.optional(),
  /** The value as the protocol words it: "2 weeks". */
  valueLabel: label.optional(),
  /** How much earlier and later than the target is still right; both are written as positive spans. */
  window: z.strictObject({ before: duration, after: duration }).optional(),
  /** The window as the protocol words it: "-3..3 days". */
  windowLabel: label.optional(),
  /** At least this long after another instance, whatever the target says. */
  notBefore: z.array(z.strictObject({ instanceId: designId, value: duration })).default([]),
  notAfter: z.array(z.strictObject({ instanceId: designId, value: duration })).default([]),
  description: prose.optional(),
  source: source.optional(),
});
export type Timing = z.infer<typeof timing>;

const activityInstance = z.strictObject({
  id: designId,
  type: z.literal("activity"),
  name: label.optional(),
  label: label.optional(),
  description: prose.optional(),
  encounterId: designId.optional(),
  epochId: designId.optional(),
  activityIds: z.array(designId).default([]),
  timelineId: designId.optional(),
  timing: timing.optional(),
  /** What else the protocol says of when it is due; `timing` is what it is planned by. */
  furtherTimings: z.array(timing).optional(),
  /** What follows; absent: the next in the list. `exit` ends the timeline. */
  next: z.union([designId, z.literal("exit")]).optional(),
});

const decisionInstance = z.strictObject({
  id: designId,
  type: z.literal("decision"),
  name: label.optional(),
  label: label.optional(),
  description: prose.optional(),
  epochId: designId.optional(),
  conditions: z
    .array(
      z.strictObject({
        condition: prose,
        when: expression.optional(),
        next: z.union([designId, z.literal("exit")]),
      }),
    )
    .default([]),
  timing: timing.optional(),
  furtherTimings: z.array(timing).optional(),
  next: z.union([designId, z.literal("exit")]).optional(),
});

/** One point of a timeline (USDM `ScheduledActivityInstance`, `ScheduledDecisionInstance`). */
const scheduledInstance = z.discriminatedUnion("type", [activityInstance, decisionInstance]);
export type ScheduledInstance = z.infer<typeof scheduledInstance>;
export type ScheduledActivityInstance = z.infer<typeof activityInstance>;
export type ScheduledDecisionInstance = z.infer<typeof decisionInstance>;

/** A course of instances (USDM `ScheduleTimeline`): the visits of a study, or the minutes of a dosing session. */
export const scheduleTimeline = z.strictObject({
  id: designId,
  name: label,
  label: label.optional(),
  description: prose.optional(),
  mainTimeline: z.boolean().default(false),
  entryCondition: prose.default(""),
  entryId: designId,
  instances: z.array(scheduledInstance).min(1),
});
export type ScheduleTimeline = z.infer<typeof scheduleTimeline>;
