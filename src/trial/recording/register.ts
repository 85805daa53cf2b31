import { z } from "zod";
import type { CompiledDesign } from "#design";
import { failed, type Instant, localDate, ok, type Refusal, type Result, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { consentsFor } from "../consent/currency.ts";
import { scopeStanding } from "../consent/evolve.ts";
import type { Context } from "../context.ts";
import { detectedDeviation } from "../deviation/decide.ts";
import type { NewEvent } from "../event.ts";
import { instant, text, userId, uuid } from "../fields.ts";
import { nameOf, requireDesign } from "../refusals.ts";
import { participantStream, reviewStream } from "../streams.ts";
import { visitId } from "../visit/events.ts";
import { type Visit, visitOf } from "../visit/evolve.ts";
import { isDrawnBy, reviewShare } from "./draw.ts";
import { type recordedSession, recordingEvents } from "./events.ts";
import type { Recording } from "./evolve.ts";

const cites = "FDA complete response letter, NDA 215455, 8 August 2024, p. 4; ICH E6(R3) 2.12.1";

/**
 * Notes that a session is being recorded. It is never refused for want of consent: what is running is on record, with its deviation. In the
 * same append chance decides, out of the site's sight, whether the recording is reviewed.
 */
export const startRecording = defineCommand({
  type: "start-recording",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  // Whether it was drawn lies where no site reaches it.
  reachesWholeStudy: true,
  data: z.strictObject({
    /** Given by a device that was offline; else one is made here. */
    recordingId: uuid.optional(),
    visitId,
    device: text,
    startedAt: instant,
    heldBy: z.array(userId).max(4),
    /** Where it is told afterwards: its end, and its file. */
    stoppedAt: instant.optional(),
    file: recordingEvents.RecordingExported.data.omit({ recordingId: true }).optional(),
  }),
  decide: (facts, data, context) => {
    const place = sessionOf(facts, data.visitId);
    if (!place.ok) return place;
    const { recordingId = context.newId(), startedAt, stoppedAt, file, ...told } = data;
    if (facts.participant.recordings.recordings[recordingId] || facts.review?.drawn) return failed(known());
    if (startedAt > context.now) return failed(ahead("data.startedAt"));
    const noEnd = stoppedAt === undefined ? undefined : refuseEnd(stoppedAt, startedAt, context);
    if (noEnd) return failed(noEnd);
    const { design, visit, session } = place.value;
    const hasConsent = mayBeRecorded(facts, design, visit, startedAt);
    const stream = participantStream(context.subjectId);
    const started = {
      type: "RecordingStarted",
      stream,
      data: { ...told, recordingId, session, startedAt, hasConsent },
    };
    const drawn = drawnFor(facts, design, { recordingId, session }, context);
    return ok([
      started,
      ...(hasConsent ? [] : [withoutConsent(facts, visit, context)]),
      ...(stoppedAt ? [{ type: "RecordingStopped", stream, data: { recordingId, stoppedAt } }] : []),
      ...(file ? [{ type: "RecordingExported", stream, data: { ...file, recordingId } }] : []),
      drawn,
    ]);
  },
});

export const noteRecordingGap = defineCommand({
  type: "note-recording-gap",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: recordingEvents.RecordingGapNoted.data,
  decide: (facts, data, context) => {
    const recording = recordingIn(facts, data.recordingId);
    if (!recording.ok) return recording;
    if (data.until <= data.from || data.from < recording.value.startedAt) {
      const message =
        "Cannot note this gap: it ends before it begins, or begins before the recording. Put its times right.";
      return failed(refusal("gap-times", message, cites, { path: "data.until" }));
    }
    return ok([{ type: "RecordingGapNoted", stream: participantStream(context.subjectId), data }]);
  },
});

export const stopRecording = defineCommand({
  type: "stop-recording",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: recordingEvents.RecordingStopped.data,
  decide: (facts, data, context) => {
    const recording = recordingIn(facts, data.recordingId);
    if (!recording.ok) return recording;
    if (recording.value.stoppedAt) {
      const message = "This recording was stopped already.";
      return failed(refusal("recording-stopped", message, cites, { because: "conflict" }));
    }
    const no = refuseEnd(data.stoppedAt, recording.value.startedAt, context);
    if (no) return failed(no);
    return ok([{ type: "RecordingStopped", stream: participantStream(context.subjectId), data }]);
  },
});

/** Notes that a session was held without a recording. Unless the participant did not want one, that departs from the protocol. */
export const noteUnrecordedSession = defineCommand({
  type: "note-unrecorded-session",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: recordingEvents.SessionNotRecorded.data.omit({ session: true }),
  decide: (facts, data, context) => {
    const place = sessionOf(facts, data.visitId);
    if (!place.ok) return place;
    const { recordings } = facts.participant.recordings;
    if (Object.values(recordings).some((one) => one.visitId === data.visitId)) {
      const message = "There is a recording of this session: note its gaps instead.";
      return failed(refusal("session-recorded", message, cites, { path: "data.visitId" }));
    }
    const { session } = place.value;
    const stream = participantStream(context.subjectId);
    const noted = { type: "SessionNotRecorded", stream, data: { ...data, session } };
    if (data.why === "participant-declined") return ok([noted]);
    const description = `The ${session} session of ${nameOf(facts)} was not recorded.`;
    const found = { category: "procedure", rule: "session-not-recorded", about: data.visitId } as const;
    return ok([noted, detectedDeviation(context, { ...found, description })]);
  },
});

/** The recording of an id, or the refusal to act on what is not there. */
export function recordingIn({ participant }: Facts, recordingId: string): Result<Recording, Refusal> {
  const { recordings } = participant.recordings;
  const recording = Object.hasOwn(recordings, recordingId) ? recordings[recordingId] : undefined;
  if (recording) return ok(recording);
  const message = "There is no recording of this id.";
  return failed(refusal("no-such-recording", message, cites, { path: "data.recordingId" }));
}

type SessionPlace = {
  readonly design: CompiledDesign;
  readonly visit: Visit;
  readonly session: z.infer<typeof recordedSession>;
};

function sessionOf(facts: Facts, id: string): Result<SessionPlace, Refusal> {
  const design = requireDesign(facts);
  if (!design.ok) return design;
  const visit = visitOf(facts.participant.visits, id);
  const { session } = design.value.encounters.get(visit?.encounterId ?? "") ?? {};
  const isHeld = visit?.status === "in-progress" || visit?.status === "completed";
  if (visit && isHeld && session) return ok({ design: design.value, visit, session });
  const message =
    "Cannot tell of a recording here: this visit is no session, or has not begun. Begin the visit first.";
  const because = visit ? {} : { because: "not-found" as const };
  return failed(refusal("no-such-session", message, cites, { path: "data.visitId", ...because }));
}

/** Whether consent to recording stood on the day, by the consents that the visit needs. */
function mayBeRecorded(facts: Facts, design: CompiledDesign, visit: Visit, startedAt: string): boolean {
  const zone = facts.site.zone;
  const day = localDate({ at: startedAt as never, zone }) as never;
  const documents = consentsFor(design.design, visit.encounterId).map(({ id }) => id);
  return scopeStanding(facts.participant.consent, "recordings", day, documents).standing === "agreed";
}

function withoutConsent(facts: Facts, visit: Visit, context: Context): NewEvent {
  return detectedDeviation(context, {
    category: "privacy",
    rule: "recording-without-consent",
    description: `A session of ${nameOf(facts)} was recorded without consent to recording that stood that day.`,
    about: visit.visitId,
  });
}

function drawnFor(
  { siteId }: Facts,
  design: CompiledDesign,
  { recordingId, session }: Pick<Recording, "recordingId" | "session">,
  context: Context,
): NewEvent {
  const randomness = context.newId();
  const share = reviewShare(design, session);
  return {
    type: "RecordingDrawn",
    stream: reviewStream(recordingId),
    data: {
      recordingId,
      participantId: context.subjectId,
      siteId,
      session,
      randomness,
      share,
      isDrawn: isDrawnBy(randomness, share),
    },
  };
}

function known(): Refusal {
  const message = "A recording of this id is in the register already.";
  return refusal("recording-known", message, cites, { path: "data.recordingId", because: "conflict" });
}

function ahead(path: string): Refusal {
  return refusal("still-to-come", "This moment is still to come. Say when it was.", cites, { path });
}

function refuseEnd(stoppedAt: Instant, startedAt: Instant, { now }: Context): Refusal | undefined {
  if (stoppedAt > now) return ahead("data.stoppedAt");
  if (stoppedAt > startedAt) return undefined;
  const message = "Cannot stop this recording before it began. Put the time right.";
  return refusal("recording-times", message, cites, { path: "data.stoppedAt" });
}
