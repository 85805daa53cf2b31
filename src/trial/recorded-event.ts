import type { LedgerEvent, StoredEvent } from "#ledger";
import { catalogue, upcastData } from "./catalogue.ts";
import type { AnyRecorded, EventMeta } from "./event.ts";

/**
 * An event as rules read it, its data in the newest version of its shape.
 * @throws UnknownEventError for an event that this software does not know
 */
export function recordedEvent({ event, hash }: Pick<StoredEvent, "event" | "hash">): AnyRecorded {
  return { type: event.type, data: upcastData(catalogue, event), meta: metaOf(event, hash) };
}

function metaOf(event: LedgerEvent, hash: EventMeta["hash"]): EventMeta {
  const { stream, version, occurredAt, deviceClock, recordedAt, zone, actor, source, commandId } = event;
  return {
    stream,
    version,
    occurredAt,
    ...(deviceClock ? { deviceClock } : {}),
    recordedAt,
    zone,
    actor,
    source,
    commandId,
    hash,
    ...(event.reason ? { reason: event.reason as { freeText: string } } : {}),
    ...(event.signatureMeaning ? { signatureMeaning: event.signatureMeaning } : {}),
  };
}
