import { z } from "zod";
import { defineEvent } from "../event.ts";
import { formKey, freeText, instant, participantId, sha256, siteId, text, userId, uuid } from "../fields.ts";
import { visitId } from "../visit/events.ts";

export const recordedSession = z.enum(["preparation", "dosing", "integration", "rater-assessment"]);

/** Why a recording has a gap. Only the first is the participant's wish; any other leaves a part missing. */
const gapReason = z.enum(["participant-asked", "break", "device-failed", "forgotten", "other"]);
export type GapReason = z.infer<typeof gapReason>;

/**
 * What is known of the recordings of one participant, never the media. Stream `participant:<id>`, where the site reads and answers for it.
 * What a reviewer does lies elsewhere (`reviewEvents`).
 */
export const recordingEvents = {
  RecordingStarted: defineEvent(
    "RecordingStarted",
    1,
    z.strictObject({
      recordingId: uuid,
      visitId,
      session: recordedSession,
      device: text,
      startedAt: instant,
      /** Those who hold the session. */
      heldBy: z.array(userId).max(4),
      /** Whether consent to recording stood that day. */
      hasConsent: z.boolean(),
    }),
  ),
  RecordingGapNoted: defineEvent(
    "RecordingGapNoted",
    1,
    z.strictObject({
      recordingId: uuid,
      from: instant,
      until: instant,
      why: gapReason,
      remark: freeText.optional(),
    }),
  ),
  RecordingStopped: defineEvent(
    "RecordingStopped",
    1,
    z.strictObject({ recordingId: uuid, stoppedAt: instant }),
  ),
  /** The file, once there is one: what it is known by, and who holds it where. */
  RecordingExported: defineEvent(
    "RecordingExported",
    1,
    z.strictObject({ recordingId: uuid, sha256, bytes: z.int().min(1), custodian: text, place: text }),
  ),
  RecordingHandedOver: defineEvent(
    "RecordingHandedOver",
    1,
    z.strictObject({ recordingId: uuid, custodian: text, place: text }),
  ),
  /** Somebody of the site or of the sponsor looked. */
  RecordingOpened: defineEvent("RecordingOpened", 1, z.strictObject({ recordingId: uuid, purpose: text })),
  RecordingDeleted: defineEvent(
    "RecordingDeleted",
    1,
    z.strictObject({
      recordingId: uuid,
      because: z.enum(["consent-withdrawn", "retention-over"]),
      how: text,
    }),
  ),
  /** A session of which there is none. */
  SessionNotRecorded: defineEvent(
    "SessionNotRecorded",
    1,
    z.strictObject({
      visitId,
      session: recordedSession,
      why: z.enum(["participant-declined", "device-failed", "forgotten", "other"]),
      remark: freeText.optional(),
    }),
  ),
  /** A reviewer saw something that is not on record. `formKey`: where it would stand; who may not see that form is not told. */
  DiscrepancyRaised: defineEvent(
    "DiscrepancyRaised",
    1,
    z.strictObject({ discrepancyId: uuid, recordingId: uuid, formKey, seen: freeText }),
  ),
  DiscrepancySettled: defineEvent(
    "DiscrepancySettled",
    1,
    z.strictObject({
      discrepancyId: uuid,
      formKey,
      outcome: z.enum(["recorded", "not-an-event", "not-confirmed"]),
      /** Where it now stands. */
      recordedAs: formKey.optional(),
      why: freeText,
    }),
  ),
};

/** What no session holds: each is at once an incident. */
export const prohibited = z.enum(["sexual-touch", "restraint", "coercion", "dual-relationship"]);
export type Prohibited = z.infer<typeof prohibited>;

/**
 * Whether chance drew a recording for review, who reviewed it, and what they found. Stream `review:<recordingId>`, which no site reaches: a
 * site that knew would know what is looked at.
 */
export const reviewEvents = {
  /** Drawn when the recording was entered. The randomness stands beside it, so that anybody can tell that nobody chose. */
  RecordingDrawn: defineEvent(
    "RecordingDrawn",
    1,
    z.strictObject({
      recordingId: uuid,
      participantId,
      siteId,
      session: recordedSession,
      randomness: z.string().min(20).max(100),
      share: z.number().min(0).max(1),
      isDrawn: z.boolean(),
    }),
  ),
  RecordingSeenByReviewer: defineEvent(
    "RecordingSeenByReviewer",
    1,
    z.strictObject({ recordingId: uuid, purpose: text }),
  ),
  RecordingReviewed: defineEvent(
    "RecordingReviewed",
    1,
    z.strictObject({
      reviewId: uuid,
      recordingId: uuid,
      capacity: z.enum(["session-auditor", "adherence-rater"]),
      criteriaVersion: text,
      ratings: z.record(z.string(), z.int().min(0).max(10)),
      prohibited: z.array(prohibited),
      /** Incidents that the prohibited behavior opened. */
      incidentIds: z.array(uuid),
      discrepancyIds: z.array(uuid),
      words: freeText,
      printedName: text,
    }),
  ),
};
