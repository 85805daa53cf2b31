import type { Answer } from "../../api/call.ts";
import type { Tone } from "../../components/status-badge.tsx";

export type Register = Answer<"GET /api/studies/:studyId/recordings">;
export type Recording = Register["recordings"][number];
export type Missing = Register["missing"][number];
export type Therapist = Register["therapists"][number];

export type RecordingState = "running" | "unfiled" | "late" | "filed" | "delete" | "deleted";

export const stateTones: Readonly<Record<RecordingState, Tone>> = {
  running: "info",
  unfiled: "attention",
  late: "bad",
  filed: "good",
  delete: "bad",
  deleted: "neutral",
};

/** Where a recording is on its way. @param today the day that it is, to tell whether its file is late */
export function stateOf(recording: Recording, today: string): RecordingState {
  const { deleted, isToDelete, file, stoppedAt, exportBy } = recording;
  if (deleted) return "deleted";
  if (isToDelete) return "delete";
  if (file) return "filed";
  if (stoppedAt === null) return "running";
  return exportBy !== null && today > exportBy ? "late" : "unfiled";
}

/** Whole minutes between two moments. */
export function minutesOf({ from, until }: { readonly from: string; readonly until: string }): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 60_000);
}
