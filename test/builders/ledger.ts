import type { CommandId, StudyId, UserId, ZoneId } from "#kernel";
import { type LedgerEvent, noHash, type StoredEvent, type StreamId, storeEvent } from "#ledger";
import type { Instance } from "../../src/cli/instance.ts";

export const aStudyId = "11111111-1111-4111-8111-111111111111" as StudyId;

let serial = 0;

/** A fresh id, the same in every run. */
export function anId(): string {
  serial++;
  return `00000000-0000-4000-8000-${String(serial).padStart(12, "0")}`;
}

/** An event as it could stand in a ledger; what matters to the test is given. */
export function anEvent(more: Partial<LedgerEvent> = {}): LedgerEvent {
  return {
    study: aStudyId,
    stream: "site:one",
    version: 1,
    type: "LedgerExported",
    schemaVersion: 1,
    data: { note: "nothing happened" },
    occurredAt: "2026-11-20T09:00:00.000Z" as never,
    recordedAt: "2026-11-20T09:00:00.000Z" as never,
    zone: "Europe/Berlin" as ZoneId,
    actor: { user: "00000000-0000-4000-8000-00000000000a" as UserId, role: "site-coordinator" },
    source: { kind: "web" },
    commandId: anId() as CommandId,
    correlationId: "test",
    previousHash: noHash,
    ...more,
  };
}

/** A chain of events in one stream; what matters to the test is given, for all of them or by version. */
export function aChain(
  stream: StreamId,
  length: number,
  more: Partial<LedgerEvent> | ((version: number) => Partial<LedgerEvent>) = {},
): readonly StoredEvent[] {
  const chain: StoredEvent[] = [];
  for (let version = 1; version <= length; version++) {
    const previousHash = chain.at(-1)?.hash ?? noHash;
    chain.push(
      storeEvent(
        anEvent({
          stream,
          version,
          previousHash,
          data: { version, note: `event ${version} of ${stream}` },
          ...(typeof more === "function" ? more(version) : more),
        }),
      ),
    );
  }
  return chain;
}

/** Writes chains to an instance's ledger, past every rule. */
export async function writeChains(
  { ports }: Instance,
  study: StudyId,
  chains: ReadonlyMap<StreamId, readonly StoredEvent[]>,
): Promise<void> {
  for (const [stream, events] of chains) {
    const { outcome } = await ports.store.append({
      scope: { study, sites: "all" },
      streams: [{ stream, expected: 0, events }],
    });
    if (outcome !== "appended") throw new Error(`The chain ${stream} was not written: ${outcome}.`);
  }
}
