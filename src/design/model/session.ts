import { z } from "zod";
import { designId, expression, label, numberOrParameter, prose, role, source } from "./primitives.ts";

/**
 * What a line of the gate is about. Lines of a kind in `neverOverridden` cannot be overridden by anybody, whatever else the design says
 * (FDA guidance on psychedelic drugs, July 2026, p. 6, 12; protocol, before the dose).
 */
const gateCategory = z.enum([
  "identity",
  "consent",
  "enrollment",
  "kit",
  "eligibility",
  "pregnancy",
  "maoi",
  "suicidality",
  "staff",
  "vital-signs-absolute",
  "vital-signs",
  "fasting",
  "escort",
  "drug-screen",
  "alcohol",
  "medication",
  "interval",
  "results",
  "touch",
  "training",
  "other",
]);
export type GateCategory = z.infer<typeof gateCategory>;

export const neverOverridden: readonly GateCategory[] = [
  "identity",
  "consent",
  "enrollment",
  "kit",
  "eligibility",
  "pregnancy",
  "maoi",
  "suicidality",
  "staff",
  "vital-signs-absolute",
];

/** What is read from records that no form holds. */
const gateReading = z.enum([
  "identity",
  "consent",
  "enrollment",
  "kits",
  "eligibility",
  "staff",
  "physician",
  "vital-signs",
  "vital-signs-absolute",
  "interval",
  "medication",
  "maoi",
  "laboratory",
  "ecg",
  "training",
  "dosing-hold",
]);
export type GateReading = z.infer<typeof gateReading>;

/** One line of what is checked before a dose: it reads a record, and is never a mere tick. */
const gateLine = z.strictObject({
  id: designId,
  label,
  category: gateCategory,
  /** What is read, where no form holds it. */
  reads: gateReading.optional(),
  /** What must be true of the participant's record of today. */
  met: expression.optional(),
  /** Whether a delegated physician outside the pair may override it, with a reason, as a deviation. */
  override: z.enum(["never", "physician"]).default("never"),
  source,
});
export type GateLine = z.infer<typeof gateLine>;

/** In what capacity somebody is in the room. */
const sessionCapacity = z.strictObject({
  id: designId,
  label,
  roles: z.array(role).min(1),
  /** What must be valid on the day of the session. */
  credentials: z
    .array(z.strictObject({ kind: z.enum(["license", "training", "certificate", "degree"]), name: label }))
    .default([]),
  /** Whether they count among those of whom enough must be present. */
  counts: z.boolean().default(true),
  /** Somebody in this capacity must be present between dose and end. */
  required: z.boolean().default(false),
});
export type SessionCapacity = z.infer<typeof sessionCapacity>;

/** From this value on, in this direction, in the measure's unit. */
const limit = numberOrParameter.optional();

const measure = z.strictObject({
  id: designId,
  label,
  shortLabel: z.string().min(1).max(20),
  unit: z.string().max(40),
  decimals: z.int().min(0).max(2).default(0),
  /** What can be entered at all. */
  minimum: numberOrParameter,
  maximum: numberOrParameter,
  /** A dose waits from this value on, until a re-test is below it. */
  preDose: limit,
  /** No dose from this value on, and nobody overrides it. */
  preDoseAbsolute: limit,
  /** No supplemental dose above this value. */
  supplemental: limit,
  /** Silent: repeat the measurement. */
  alert: limit,
  /** Sounds in the room: physician at once. */
  emergency: limit,
  /** Discharge waits from this value on. */
  discharge: limit,
});
export type SessionMeasure = z.infer<typeof measure>;

const effect = z.strictObject({
  id: designId,
  label,
  group: z.enum(["psychoactive", "bodily"]),
  /** Asked for by name at each point of the grid. */
  asked: z.boolean().default(false),
  /** The term under which it is listed as an adverse event. */
  term: label,
  /** Whether the protocol's definition of an adverse event covers it; valence never does. */
  isAdverseEvent: z.boolean().default(true),
  specialInterest: designId.optional(),
});
export type SessionEffect = z.infer<typeof effect>;

const probe = z.strictObject({
  id: designId,
  label,
  type: z.enum(["yes-no", "scale"]),
  minimum: numberOrParameter.optional(),
  maximum: numberOrParameter.optional(),
  /** What must hold for readiness: yes, or at most this value. */
  readyAtMost: numberOrParameter.optional(),
});
export type SessionProbe = z.infer<typeof probe>;

/** What asks for an adverse event, or for why there is none. */
const trigger = z.strictObject({
  id: designId,
  question: label,
  on: z.enum(["effect", "medication", "alert", "emergency", "note-word", "probe", "touch", "escalation"]),
  /** Words, in lower case, of which one in a note raises it. */
  words: z.array(z.string().min(2).max(60)).default([]),
  /** Which effects, probes or medications; none: all. */
  of: z.array(designId).default([]),
  specialInterest: designId.optional(),
  source: source.optional(),
});
export type SessionTrigger = z.infer<typeof trigger>;

const escalationStep = z.strictObject({
  id: designId,
  instruction: label,
  /** The contact of the site whom to call. */
  call: designId.optional(),
  /** Minutes from the beginning of the escalation. */
  within: numberOrParameter,
});

const escalation = z.strictObject({
  id: designId,
  label,
  /** Sounds and vibrates on every device in the room. */
  emergency: z.boolean().default(false),
  /** Begins by itself when a measure crosses its threshold of this kind. */
  startsOn: z.enum(["alert", "emergency"]).optional(),
  measures: z.array(designId).default([]),
  steps: z.array(escalationStep).min(1),
  source,
});
export type SessionEscalation = z.infer<typeof escalation>;

const criterionOfReadiness = z.strictObject({
  id: designId,
  label,
  kind: z.enum(["physiological", "psychological", "arrangement"]),
  source: source.optional(),
});

const readiness = z.strictObject({
  /** Minutes after the initial dose before which nobody is ready. */
  earliest: numberOrParameter,
  /** Two sets of vital signs, so many minutes apart. */
  readingsApart: numberOrParameter,
  /** Share by which they may differ from the baseline. */
  tolerance: numberOrParameter,
  /** Answered by the two who sign; measurements and probes are read from the record. */
  criteria: z.array(criterionOfReadiness).min(1),
  /** Roles of which two different persons sign. */
  signedBy: z.array(role).min(1),
  source,
});

const supplementalRules = z.strictObject({
  /** Minutes after the initial dose. */
  from: numberOrParameter,
  to: numberOrParameter,
  /** After this the dose is refused even with a deviation. */
  latest: numberOrParameter,
  /** The vital signs that the decision rests on are no older, in minutes. */
  vitalsWithin: numberOrParameter,
  /** Effects that withhold it. */
  withheldBy: z.array(designId).default([]),
  reasons: z.array(z.strictObject({ id: designId, label })).min(1),
  source,
});

/** Whom to call, in the words that the console shows; each site records its numbers. */
const sessionContact = z.strictObject({ id: designId, label });

/**
 * How a kind of session is held: who is there, what is checked, measured, asked and decided. The minutes of its grid are those of a
 * timeline of the design (FDA complete response letter, NDA 215455, 8 August 2024, p. 4–5; July 2026 guidance, p. 12).
 */
export const sessionPlan = z.strictObject({
  id: designId,
  label,
  description: prose.optional(),
  kind: z.enum(["preparation", "dosing", "integration"]),
  encounterIds: z.array(designId).min(1),
  timelineId: designId.optional(),
  /** Instances of the timeline at which doses are given. */
  initialDoseInstanceId: designId.optional(),
  supplementalDoseInstanceId: designId.optional(),
  /** Activities of the timeline that are vital signs and probes. */
  vitalsActivityId: designId.optional(),
  probesActivityId: designId.optional(),
  /** Minutes after which a due measurement counts as missed. */
  missedAfter: numberOrParameter,
  minimumPresent: numberOrParameter,
  capacities: z.array(sessionCapacity).min(1),
  /** Minutes within which a physician is at the site; the roles that are a physician here. */
  physician: z.strictObject({ reachWithin: numberOrParameter, roles: z.array(role).min(1) }).optional(),
  gate: z.array(gateLine).default([]),
  /** Minutes between two pre-dose measurements when the first was beyond a limit, and how many there may be. */
  retest: z.strictObject({ after: numberOrParameter, most: numberOrParameter }).optional(),
  intervalDays: numberOrParameter.optional(),
  measures: z.array(measure).default([]),
  probes: z.array(probe).default([]),
  effects: z.array(effect).default([]),
  supplemental: supplementalRules.optional(),
  triggers: z.array(trigger).default([]),
  escalations: z.array(escalation).default([]),
  contacts: z.array(sessionContact).default([]),
  /** The form and item in which the participant agrees to touch, without a drug. */
  touchAgreement: z.strictObject({ formId: designId, item: designId }).optional(),
  touchKinds: z.array(z.strictObject({ id: designId, label })).default([]),
  rescueMedications: z.array(z.strictObject({ id: designId, label, units: label })).default([]),
  readiness: readiness.optional(),
  /** Arousal (0–100) between which work is possible: under it withdrawn, over it overwhelmed. */
  workWindow: z.strictObject({ from: numberOrParameter, to: numberOrParameter, source }).optional(),
  /** Minutes between two checks of somebody who stays overnight. */
  overnightCheckEvery: numberOrParameter.optional(),
  /** Minutes without a touch after which the console locks; ten where the plan does not say. */
  locksAfter: numberOrParameter.optional(),
  source: source.optional(),
});
export type SessionPlan = z.infer<typeof sessionPlan>;
