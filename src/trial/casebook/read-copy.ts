import type { BundleManifest, FiledEvent, OpenBundle } from "#ledger";
import type { AnyRecorded } from "../event.ts";
import { evolveParticipant, noParticipant, type Stage, siteOf, stageOf } from "../participant.ts";
import { type Casebook, casebookOf } from "./casebook.ts";
import { type CopyContext, foldCopyContext } from "./copy-context.ts";
import { openedEvent } from "./opened-event.ts";

/** A participant of a copy, with the events of their record. */
export type CopiedParticipant = {
  readonly participantId: string;
  readonly number: string | null;
  readonly stage: Stage;
  readonly siteId: string;
  readonly events: readonly FiledEvent[];
};

/** A copy as somebody reads it: no key, no database. */
export type CopyReading = {
  readonly manifest: BundleManifest;
  readonly context: CopyContext;
  /** By number; those without one come last. */
  readonly participants: readonly CopiedParticipant[];
  readonly identityOf: (participantId: string) => Readonly<Record<string, string>> | undefined;
};

/**
 * Reads a whole copy. That it is as it was written is for verification to say.
 * @throws UnknownEventError for an event that this software does not know
 */
export async function readCopy({ manifest, identities, records: batches }: OpenBundle): Promise<CopyReading> {
  const around: AnyRecorded[] = [];
  const records = new Map<string, FiledEvent[]>();
  for await (const batch of batches)
    for (const filed of batch) if (filed.kind === "event") takeEvent(filed, around, records);
  return {
    manifest,
    context: foldCopyContext(around),
    participants: [...records].map(participantOf).sort(byNumber),
    identityOf: (id) => identities.find(({ participant }) => participant === id)?.fields,
  };
}

/** A participant's casebook from their events in the copy; undefined where there are none, or their protocol cannot be read. */
export function casebookIn(
  { manifest, context, identityOf }: Omit<CopyReading, "participants">,
  participantId: string,
  events: readonly FiledEvent[],
): Casebook | undefined {
  const identity = identityOf(participantId);
  return casebookOf(events, {
    context,
    takenAt: manifest.takenAt,
    provenance: [
      ["Copy taken", manifest.takenAt],
      ["Export", manifest.exportId ?? ""],
      ["Events", String(events.length)],
      ["Hash of the last event", events.at(-1)?.hash ?? ""],
    ],
    ...(identity ? { identity } : {}),
  });
}

function takeEvent(filed: FiledEvent, around: AnyRecorded[], records: Map<string, FiledEvent[]>): void {
  const id = participantIn(filed);
  if (id === undefined) {
    if (/^(study|site|staff):/.test(filed.stream)) around.push(openedEvent(filed).event);
    return;
  }
  const record = records.get(id);
  if (record) record.push(filed);
  else records.set(id, [filed]);
}

function participantIn({ stream }: FiledEvent): string | undefined {
  return stream.startsWith("participant:") ? stream.slice("participant:".length) : undefined;
}

function participantOf([participantId, events]: readonly [string, readonly FiledEvent[]]): CopiedParticipant {
  const state = events.map((filed) => openedEvent(filed).event).reduce(evolveParticipant, noParticipant);
  return {
    participantId,
    events,
    number: state.enrollment.number,
    stage: stageOf(state),
    siteId: siteOf(state) ?? "",
  };
}

function byNumber(a: CopiedParticipant, b: CopiedParticipant): number {
  if (a.number === null || b.number === null) return Number(a.number === null) - Number(b.number === null);
  return a.number.localeCompare(b.number);
}
