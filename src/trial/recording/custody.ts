import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { scopeStanding } from "../consent/evolve.ts";
import type { Context } from "../context.ts";
import { dayOf } from "../refusals.ts";
import { participantStream, reviewStream } from "../streams.ts";
import { recordingEvents } from "./events.ts";
import type { Recording } from "./evolve.ts";
import { recordingIn } from "./register.ts";

const cites = "ICH E6(R3) 4.2.2, Appendix C.2; protocol, recordings";

/** Enters the file of a recording: its SHA-256 and size, and who holds it where. A file is entered once: another hash is another file. */
export const exportRecording = defineCommand({
  type: "export-recording",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: recordingEvents.RecordingExported.data,
  decide: (facts, data, context) => {
    const recording = recordingIn(facts, data.recordingId);
    if (!recording.ok) return recording;
    const no = refuseDeleted(recording.value) ?? refuseFiled(recording.value);
    if (no) return failed(no);
    return ok([{ type: "RecordingExported", stream: participantStream(context.subjectId), data }]);
  },
});

export const handOverRecording = defineCommand({
  type: "hand-over-recording",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: recordingEvents.RecordingHandedOver.data,
  decide: (facts, data, context) => {
    const recording = recordingIn(facts, data.recordingId);
    if (!recording.ok) return recording;
    const no = refuseDeleted(recording.value) ?? refuseWithoutFile(recording.value);
    if (no) return failed(no);
    return ok([{ type: "RecordingHandedOver", stream: participantStream(context.subjectId), data }]);
  },
});

/** Notes that somebody looks at a recording, and why. That of a reviewer lies where no site reads which recordings are reviewed. */
export const openRecording = defineCommand({
  type: "open-recording",
  subject: "participant",
  merge: "adds",
  reachesWholeStudy: true,
  data: recordingEvents.RecordingOpened.data,
  decide: (facts, data, context) => {
    const recording = recordingIn(facts, data.recordingId);
    if (!recording.ok) return recording;
    const no = refuseDeleted(recording.value);
    if (no) return failed(no);
    if (context.role === "session-auditor" || context.role === "medical-monitor")
      return ok([{ type: "RecordingSeenByReviewer", stream: reviewStream(data.recordingId), data }]);
    return ok([{ type: "RecordingOpened", stream: participantStream(context.subjectId), data }]);
  },
});

/** Notes that the file is gone. The line of the register stays: which session it was, how long, its hash, who had looked. */
export const deleteRecording = defineCommand({
  type: "delete-recording",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: recordingEvents.RecordingDeleted.data,
  decide: (facts, data, context) => {
    const recording = recordingIn(facts, data.recordingId);
    if (!recording.ok) return recording;
    const no = refuseDeleted(recording.value) ?? refuseConsented(facts, data.because, context);
    if (no) return failed(no);
    return ok([{ type: "RecordingDeleted", stream: participantStream(context.subjectId), data }]);
  },
});

/** Whether consent to recording was taken back, as it stands on a day, by whatever document it was given. */
export function isRecordingWithdrawn(
  { consent }: Pick<Facts["participant"], "consent">,
  day: ReturnType<typeof dayOf>,
): boolean {
  const documents = consent.signed.map(({ documentId }) => documentId);
  return scopeStanding(consent, "recordings", day, documents).standing === "withdrawn";
}

function refuseConsented(facts: Facts, because: string, context: Context): Refusal | undefined {
  if (because !== "consent-withdrawn") return undefined;
  if (isRecordingWithdrawn(facts.participant, dayOf(facts, context))) return undefined;
  const message =
    "Cannot delete this for a withdrawal: consent to recording stands. Record the withdrawal first.";
  return refusal("consent-stands", message, cites, { path: "data.because" });
}

function refuseDeleted({ deleted }: Recording): Refusal | undefined {
  if (!deleted) return undefined;
  return refusal("recording-deleted", "The file of this recording was deleted.", cites, {
    because: "conflict",
    path: "data.recordingId",
  });
}

function refuseFiled({ file }: Recording): Refusal | undefined {
  if (!file) return undefined;
  const message =
    "The file of this recording is entered already. Another file is another recording: enter it as one.";
  return refusal("recording-filed", message, cites, { because: "conflict", path: "data.sha256" });
}

function refuseWithoutFile({ file }: Recording): Refusal | undefined {
  if (file) return undefined;
  const message = "There is no file of this recording yet. Enter it first, with its hash and who holds it.";
  return refusal("recording-unfiled", message, cites, { path: "data.recordingId" });
}
