import { type Instant, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import type { EventsOf, Recorded } from "../event.ts";
import type { recordingEvents } from "./events.ts";

type RecordingEvent = EventsOf<typeof recordingEvents>;
type DataOf<Type extends RecordingEvent["type"]> = Extract<RecordingEvent, { type: Type }>["data"];

export type Gap = Omit<DataOf<"RecordingGapNoted">, "recordingId">;
/** Who holds the file, from when on. */
export type Custody = { readonly custodian: string; readonly place: string; readonly since: Instant };
/** Who looked, when and why. */
export type Opening = { readonly by: string; readonly at: Instant; readonly purpose: string };

/** One recording of a session, as the register has it. */
export type Recording = DataOf<"RecordingStarted"> & {
  readonly stoppedAt: Instant | null;
  readonly gaps: readonly Gap[];
  readonly file: { readonly sha256: string; readonly bytes: number; readonly exportedAt: Instant } | null;
  /** The last is the present one. */
  readonly custody: readonly Custody[];
  readonly openings: readonly Opening[];
  readonly deleted: { readonly at: Instant; readonly because: string; readonly how: string } | null;
};

export type Discrepancy = DataOf<"DiscrepancyRaised"> & {
  readonly raisedAt: Instant;
  readonly settled: {
    readonly outcome: string;
    readonly recordedAs: string | null;
    readonly why: FreeText;
    readonly at: Instant;
  } | null;
};

/** A session of which there is no recording, and why. */
export type Unrecorded = DataOf<"SessionNotRecorded"> & { readonly notedAt: Instant };

export type RecordingsState = {
  /** By recording id. */
  readonly recordings: Readonly<Record<string, Recording>>;
  readonly discrepancies: Readonly<Record<string, Discrepancy>>;
  /** By visit id. */
  readonly unrecorded: Readonly<Record<string, Unrecorded>>;
};

export const noRecordings: RecordingsState = { recordings: {}, discrepancies: {}, unrecorded: {} };

export function evolveRecordings(state: RecordingsState, event: Recorded<RecordingEvent>): RecordingsState {
  const { occurredAt } = event.meta;
  switch (event.type) {
    case "SessionNotRecorded": {
      const noted = { ...event.data, notedAt: occurredAt };
      return { ...state, unrecorded: { ...state.unrecorded, [event.data.visitId]: noted } };
    }
    case "DiscrepancyRaised": {
      const raised = { ...event.data, raisedAt: occurredAt, settled: null };
      return { ...state, discrepancies: { ...state.discrepancies, [event.data.discrepancyId]: raised } };
    }
    case "DiscrepancySettled": {
      const known = state.discrepancies[event.data.discrepancyId];
      if (!known) return state;
      const { outcome, recordedAs, why } = event.data;
      const settled = { outcome, recordedAs: recordedAs ?? null, why, at: occurredAt };
      return {
        ...state,
        discrepancies: { ...state.discrepancies, [known.discrepancyId]: { ...known, settled } },
      };
    }
    case "RecordingStarted": {
      const blank = { stoppedAt: null, gaps: [], file: null, custody: [], openings: [], deleted: null };
      return withRecording(state, { ...event.data, ...blank });
    }
    default: {
      const known = state.recordings[event.data.recordingId];
      return known ? withRecording(state, { ...known, ...changeBy(event, known) }) : state;
    }
  }
}

function withRecording(state: RecordingsState, recording: Recording): RecordingsState {
  return { ...state, recordings: { ...state.recordings, [recording.recordingId]: recording } };
}

type OfOne = Exclude<
  RecordingEvent,
  { type: "SessionNotRecorded" | "DiscrepancyRaised" | "DiscrepancySettled" | "RecordingStarted" }
>;

function changeBy(event: Recorded<OfOne>, known: Recording): Partial<Recording> {
  const { occurredAt, actor } = event.meta;
  switch (event.type) {
    case "RecordingGapNoted": {
      const { recordingId: _recording, ...gap } = event.data;
      return { gaps: [...known.gaps, gap] };
    }
    case "RecordingStopped":
      return { stoppedAt: event.data.stoppedAt };
    case "RecordingExported": {
      const { sha256, bytes, custodian, place } = event.data;
      const held = { custodian, place, since: occurredAt };
      return { file: { sha256, bytes, exportedAt: occurredAt }, custody: [...known.custody, held] };
    }
    case "RecordingHandedOver": {
      const { custodian, place } = event.data;
      return { custody: [...known.custody, { custodian, place, since: occurredAt }] };
    }
    case "RecordingOpened": {
      const opening = { by: actor.user, at: occurredAt, purpose: event.data.purpose };
      return { openings: [...known.openings, opening] };
    }
    case "RecordingDeleted": {
      const { because, how } = event.data;
      return { deleted: { at: occurredAt, because, how } };
    }
    default:
      return unreachable(event);
  }
}
