import { afterAll, beforeAll, expect, test } from "vitest";
import type { StreamId } from "#ledger";
import { evolveSiteStream, evolveStaffStream, evolveStudyStream, noSite, noStaff, noStudy } from "#trial";
import { stateReader } from "#usecases";
import { ownerOf, withClient } from "../../src/adapters/postgres/database.ts";
import type { Instance } from "../../src/cli/instance.ts";
import { anInstance } from "../builders/instance.ts";
import { aChain, anId, aStudyId, writeChains } from "../builders/ledger.ts";
import { foundSmallStudy } from "../builders/small-study.ts";

let instance: Instance;
beforeAll(async () => {
  instance = await anInstance();
});
afterAll(() => instance.close());

const scope = { study: aStudyId, sites: "all" } as const;
const exported = { scope: "study", exportId: anId(), streams: 1, events: 1 };

/** Counts the events of a stream. */
const counting = (stream: StreamId) => ({
  stream,
  folding: { initial: 0, evolve: (count: number) => count + 1 },
});

async function aWrittenStream(length: number): Promise<StreamId> {
  const stream: StreamId = `study:${anId()}`;
  const chain = aChain(stream, length, { type: "LedgerExported", data: exported });
  await writeChains(instance, aStudyId, new Map([[stream, chain]]));
  return stream;
}

test("a stream that is asked for twice at once is folded once", async () => {
  const stream = await aWrittenStream(3);
  const states = stateReader(instance.ports.store, instance.ports.keys);
  const loaded = await states.load(scope, counting(stream), counting(stream));
  expect(loaded.map(({ state, version }) => [state, version])).toEqual([
    [3, 3],
    [3, 3],
  ]);
});

test("nothing is decided on a history that was rewritten since it was read", async () => {
  const stream = await aWrittenStream(3);
  const states = stateReader(instance.ports.store, instance.ports.keys);
  await states.load(scope, counting(stream));
  await withClient(ownerOf(instance.database), async (client) => {
    await client.query("SET session_replication_role = replica");
    await client.query("UPDATE ledger.stream SET hash = repeat('0', 64) WHERE stream_id = $1", [stream]);
  });
  await expect(states.load(scope, counting(stream))).rejects.toThrow(
    "its history is not the one that it was",
  );
});

test("what a command has left folded is what the events say, read from the first one on", async () => {
  const { id, site } = await foundSmallStudy(instance);
  const userId = (await instance.ports.accounts.byUsername("ada"))?.userId;
  const all = { study: id, sites: "all" } as const;
  const streams = [
    { stream: `study:${id}` as const, folding: { initial: noStudy, evolve: evolveStudyStream } },
    { stream: `site:${site}` as const, folding: { initial: noSite, evolve: evolveSiteStream } },
    { stream: `staff:${userId}` as const, folding: { initial: noStaff, evolve: evolveStaffStream } },
  ] as const;
  const fresh = stateReader(instance.ports.store, instance.ports.keys);
  const learned = await instance.ports.states.load(all, ...streams);
  expect(learned).toEqual(await fresh.load(all, ...streams));
  expect(learned.every(({ version }) => version > 0)).toBe(true);
});

test("what a writer has told is not read back, and what others write after it is", async () => {
  const stream: StreamId = `study:${anId()}`;
  const chain = aChain(stream, 4, { type: "LedgerExported", data: exported });
  const states = stateReader(instance.ports.store, instance.ports.keys);
  const { store } = instance.ports;
  await store.append({ scope, streams: [{ stream, expected: 0, events: chain.slice(0, 3) }] });
  states.learn(scope, stream, { state: 100, version: 3, hash: chain[2]?.hash as never });
  expect((await states.load(scope, counting(stream)))[0].state).toBe(100);
  await store.append({ scope, streams: [{ stream, expected: 3, events: chain.slice(3) }] });
  expect((await states.load(scope, counting(stream)))[0].state).toBe(101);
});
