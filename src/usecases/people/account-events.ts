import { type CommandId, contentHash, type StudyId, type UserId, type ZoneId } from "#kernel";
import { type LedgerEvent, noHash, type Source, type StreamId, storeEvent } from "#ledger";
import type { accountEvents } from "#trial";
import { catalogue } from "#trial";
import { systemRole } from "../command/principal.ts";
import type { Append } from "../ports/event-store.ts";
import type { PeoplePorts } from "./ports.ts";

/** The ledger of the instance itself, where accounts are told of. */
export const instanceStudy = "00000000-0000-4000-8000-000000000000" as StudyId;

/** What happened to an account, and who did it. */
export type AccountChange = {
  readonly account: UserId;
  readonly type: keyof typeof accountEvents;
  readonly data: LedgerEvent["data"];
  readonly by: UserId;
  readonly source: Source;
};

/** The append that tells of it, to be written together with the account. */
export async function tellOf(
  { store, clock, randomness }: Pick<PeoplePorts, "store" | "clock" | "randomness">,
  ...changes: readonly [AccountChange, ...AccountChange[]]
): Promise<Append> {
  const scope = { study: instanceStudy, sites: "all" } as const;
  const stream: StreamId = `account:${changes[0].account}`;
  const head = (await store.read(scope, [{ stream, after: Number.MAX_SAFE_INTEGER >>> 1 }])).get(stream);
  const commandId = randomness.timedId() as CommandId;
  const now = clock.now();
  let [version, previousHash] = [head?.version ?? 0, head?.hash ?? noHash];
  const expected = version;
  const command = { id: commandId, user: changes[0].by, hash: contentHash(changes) };
  const events = changes.map(({ type, data, by, source }, index) => {
    version++;
    const event: LedgerEvent = {
      study: instanceStudy,
      stream,
      version,
      type,
      schemaVersion: catalogue.definitions[type]?.schemaVersion ?? 1,
      data,
      occurredAt: now,
      recordedAt: now,
      zone: "UTC" as ZoneId,
      actor: { user: by, role: systemRole },
      source,
      commandId,
      ...(index === 0 ? { commandHash: command.hash } : {}),
      correlationId: commandId,
      previousHash,
    };
    const stored = storeEvent(event);
    previousHash = stored.hash;
    return stored;
  });
  return { scope, streams: [{ stream, expected, events }], command };
}
