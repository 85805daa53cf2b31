import { z } from "zod";
import { defineEvent } from "../event.ts";
import { freeText, instant, participantId, signatureMethod, siteId, text, userId, uuid } from "../fields.ts";
import { kitCode } from "../kit/events.ts";

const telephone = z.string().min(3).max(40);

/** Keyed in later from the paper that was used when nothing else worked. */
const basis = z.literal("paper").optional();

/** Who stood by a step for two, and with what they proved it. */
export const secondSigner = z.strictObject({
  user: userId,
  printedName: text,
  role: text,
  method: signatureMethod,
});

/** One step of an emergency is done at once by one person; whoever did it signs afterwards. */
const toBeSigned = z.boolean().default(false);

export const doseKind = z.enum(["initial", "supplemental"]);
export type DoseKind = z.infer<typeof doseKind>;

/** How a session ended. The last four close at once, with one signer, and never hold anybody back. */
export const sessionEnding = z.enum([
  "ready",
  "overnight",
  "emergency-transfer",
  "left-against-advice",
  "withdrew",
  "died",
]);
export type SessionEnding = z.infer<typeof sessionEnding>;

/** Wanted, unwanted: an attribute of an effect, and never a reason to leave it out. */
const effectValence = z.enum(["positive", "neutral", "negative", "mixed"]);
const effectIntensity = z.enum(["mild", "moderate", "severe"]);
const noticedBy = z.enum(["spontaneous", "asked", "observed"]);

const vitalValues = z
  .record(z.string().max(120), z.number())
  .refine((values) => Object.keys(values).length > 0, "expected at least one value");

const gateVerdict = z.strictObject({
  lineId: text,
  verdict: z.enum(["met", "not-met", "unknown", "overridden"]),
  because: z.string().max(1_000),
});

/** What happens in a session, minute by minute. Stream `session:<id>`; free text is sealed under the session's own key. */
export const sessionEvents = {
  SessionOpened: defineEvent(
    "SessionOpened",
    1,
    z.strictObject({
      participantId,
      siteId,
      visitId: text,
      encounterId: text,
      planId: text,
      kind: z.enum(["preparation", "dosing", "integration"]),
      designVersion: text,
    }),
  ),
  /** By whom somebody is relieved is on record, so that two are always provable. */
  PersonEntered: defineEvent(
    "PersonEntered",
    1,
    z.strictObject({ user: userId, name: text, capacity: text, relieves: userId.optional(), basis }),
  ),
  PersonLeft: defineEvent(
    "PersonLeft",
    1,
    z.strictObject({
      user: userId,
      why: z.enum(["relieved", "break", "session-over", "emergency", "other"]),
      basis,
    }),
  ),
  /** Which physician can be at the site within how many minutes, and at which number. */
  PhysicianReachConfirmed: defineEvent(
    "PhysicianReachConfirmed",
    1,
    z.strictObject({ user: userId, name: text, telephone, minutes: z.int().min(0).max(600) }),
  ),
  /** Who this is was checked anew, by at least two of their particulars, before the dose. */
  IdentityConfirmed: defineEvent(
    "IdentityConfirmed",
    1,
    z.strictObject({
      particulars: z
        .array(z.enum(["name", "birth-date", "participant-number", "photograph", "known-in-person"]))
        .min(2),
    }),
  ),
  GateLineOverridden: defineEvent(
    "GateLineOverridden",
    1,
    z.strictObject({
      lineId: text,
      why: freeText,
      signatureId: uuid,
      printedName: text,
      method: signatureMethod,
    }),
  ),
  GateOpened: defineEvent("GateOpened", 1, z.strictObject({ lines: z.array(gateVerdict).min(1).max(100) })),
  SessionKitOpened: defineEvent(
    "SessionKitOpened",
    1,
    z.strictObject({ kind: doseKind, code: kitCode, witness: secondSigner }),
  ),
  DoseGiven: defineEvent(
    "DoseGiven",
    1,
    z.strictObject({
      doseId: uuid,
      kind: doseKind,
      /** Of the kit; absent where it was given from none that is known. */
      code: kitCode.optional(),
      capsules: z.int().min(0).max(100),
      level: text.optional(),
      witness: secondSigner.optional(),
      basis,
    }),
  ),
  VitalsRecorded: defineEvent(
    "VitalsRecorded",
    1,
    z.strictObject({
      entryId: uuid,
      values: vitalValues,
      /** The point of the grid; absent for one more than the protocol asks. */
      pointId: text.optional(),
      instrument: z.string().max(80).optional(),
      position: z.enum(["sitting", "lying", "standing"]).optional(),
      basis,
    }),
  ),
  ProbesRecorded: defineEvent(
    "ProbesRecorded",
    1,
    z.strictObject({
      entryId: uuid,
      answers: z.record(z.string().max(120), z.union([z.boolean(), z.number()])),
      pointId: text.optional(),
      basis,
    }),
  ),
  /** A due measurement that was not taken, and why. */
  MeasurementOmitted: defineEvent(
    "MeasurementOmitted",
    1,
    z.strictObject({
      pointId: text,
      why: z.enum(["refused", "device", "not-disturbed", "emergency", "other"]),
      basis,
    }),
  ),
  /** Written down before the kit is opened, so that the kit cannot sway it. */
  SupplementalDecided: defineEvent(
    "SupplementalDecided",
    1,
    z.strictObject({
      decision: z.enum(["give", "withhold"]),
      reasons: z.array(text).max(10),
      participantAgrees: z.boolean(),
      basis,
    }),
  ),
  EffectNoted: defineEvent(
    "EffectNoted",
    1,
    z.strictObject({
      effectKey: uuid,
      effect: text,
      described: freeText.optional(),
      onset: instant,
      intensity: effectIntensity,
      valence: effectValence,
      noticedBy,
      basis,
    }),
  ),
  EffectChanged: defineEvent(
    "EffectChanged",
    1,
    z.strictObject({
      effectKey: uuid,
      intensity: effectIntensity.optional(),
      valence: effectValence.optional(),
      peakAt: instant.optional(),
      endedAt: instant.optional(),
      basis,
    }),
  ),
  /** Arousal and distress (SUDS, 0–100): the window in which work is possible. */
  DistressRated: defineEvent(
    "DistressRated",
    1,
    z.strictObject({
      entryId: uuid,
      distress: z.int().min(0).max(100),
      arousal: z.int().min(0).max(100).optional(),
      basis,
    }),
  ),
  MusicChanged: defineEvent(
    "MusicChanged",
    1,
    z.strictObject({
      state: z.enum(["playing", "paused", "off"]),
      playlist: z.string().max(200).optional(),
      basis,
    }),
  ),
  EyeshadesChanged: defineEvent("EyeshadesChanged", 1, z.strictObject({ worn: z.boolean(), basis })),
  TouchBegan: defineEvent(
    "TouchBegan",
    1,
    z.strictObject({
      touchId: uuid,
      kind: text,
      givenBy: userId,
      initiatedBy: z.enum(["participant", "therapist"]),
      withinAgreement: z.boolean(),
      basis,
    }),
  ),
  TouchEnded: defineEvent("TouchEnded", 1, z.strictObject({ touchId: uuid, basis })),
  /** It can be narrowed at any time, and never widened between dose and readiness. */
  TouchRevoked: defineEvent(
    "TouchRevoked",
    1,
    z.strictObject({ kinds: z.array(text).min(1).max(50), basis }),
  ),
  NoteTaken: defineEvent("NoteTaken", 1, z.strictObject({ entryId: uuid, note: freeText, basis })),
  MedicationGiven: defineEvent(
    "MedicationGiven",
    1,
    z.strictObject({
      entryId: uuid,
      medication: text,
      amount: z.number().positive().max(100_000),
      units: text,
      route: z.string().max(60),
      orderedBy: text,
      toBeSigned,
      basis,
    }),
  ),
  EscalationStarted: defineEvent(
    "EscalationStarted",
    1,
    z.strictObject({ escalationKey: uuid, escalation: text, because: z.string().max(500), basis }),
  ),
  EscalationStepTaken: defineEvent(
    "EscalationStepTaken",
    1,
    z.strictObject({ escalationKey: uuid, step: text, note: freeText.optional(), toBeSigned, basis }),
  ),
  EscalationResolved: defineEvent(
    "EscalationResolved",
    1,
    z.strictObject({ escalationKey: uuid, outcome: freeText, basis }),
  ),
  /** What was done in an emergency, signed afterwards by whoever did it. */
  StepsSigned: defineEvent(
    "StepsSigned",
    1,
    z.strictObject({
      entries: z.array(uuid).min(1).max(200),
      signatureId: uuid,
      printedName: text,
      method: signatureMethod,
    }),
  ),
  /** An adverse event, or why there is none. */
  EventTaskRaised: defineEvent(
    "EventTaskRaised",
    1,
    z.strictObject({
      taskId: uuid,
      asks: z.enum(["adverse-event", "serious-event", "contact"]),
      trigger: text,
      sourceId: text,
      term: text,
    }),
  ),
  EventTaskAnswered: defineEvent(
    "EventTaskAnswered",
    1,
    z.union([
      z.strictObject({ taskId: uuid, answer: z.literal("event"), formKey: text }),
      z.strictObject({ taskId: uuid, answer: z.literal("no-event"), why: freeText }),
    ]),
  ),
  ReadinessAssessed: defineEvent(
    "ReadinessAssessed",
    1,
    z.strictObject({
      assessmentId: uuid,
      criteria: z.record(z.string().max(120), z.boolean()),
      ready: z.boolean(),
      unmet: z.array(text).max(100),
      witness: secondSigner,
      basis,
    }),
  ),
  SessionEnded: defineEvent(
    "SessionEnded",
    1,
    z.strictObject({
      ending: sessionEnding,
      note: freeText.optional(),
      escort: z.string().max(200).optional(),
      destination: z.string().max(200).optional(),
      witness: secondSigner.optional(),
      basis,
    }),
  ),
  AttendantTookOver: defineEvent(
    "AttendantTookOver",
    1,
    z.strictObject({ user: userId, name: text, handover: freeText }),
  ),
  NightChecked: defineEvent(
    "NightChecked",
    1,
    z.strictObject({
      entryId: uuid,
      state: z.enum(["asleep", "awake-well", "awake-unwell"]),
      note: freeText.optional(),
      basis,
    }),
  ),
  MorningReleased: defineEvent(
    "MorningReleased",
    1,
    z.strictObject({ escort: z.string().max(200), note: freeText.optional(), witness: secondSigner }),
  ),
  /** An entry that was wrong: it stays, struck out, with the reason of the event. */
  EntryStruck: defineEvent("EntryStruck", 1, z.strictObject({ entryId: uuid })),
} as const;

/** What the rest of a participant's record has to know of a session. Stream `participant:<id>`. */
export const sessionLinkEvents = {
  SessionLinked: defineEvent("SessionLinked", 1, z.strictObject({ sessionId: uuid, visitId: text })),
  /** From here to `InfluenceEnded` nothing is agreed to that was not agreed before. */
  InfluenceBegan: defineEvent("InfluenceBegan", 1, z.strictObject({ sessionId: uuid, visitId: text })),
  InfluenceEnded: defineEvent(
    "InfluenceEnded",
    1,
    z.strictObject({ sessionId: uuid, visitId: text, because: z.enum(["ready", "released", "left"]) }),
  ),
} as const;

/** The numbers to dial from the session room. Stream `site:<id>`. */
export const sessionContactEvents = {
  SessionContactsRecorded: defineEvent(
    "SessionContactsRecorded",
    1,
    z.strictObject({
      contacts: z
        .array(z.strictObject({ id: text, label: text, telephone }))
        .min(1)
        .max(30),
    }),
  ),
} as const;

export type SessionContact = z.output<
  typeof sessionContactEvents.SessionContactsRecorded.data
>["contacts"][number];
