import { type StreamId, storeEvent } from "#ledger";
import { aStudyId } from "../../builders/ledger.ts";
import {
  hashBefore,
  putRow,
  readRow,
  rechain,
  rewriteHeads,
  setHead,
  someEvent,
  type Tamper,
  where,
} from "./rows.ts";
import { otherStudyId } from "./sound-ledger.ts";

const forgery = () => ({ data: { note: "forged" } });

/** Tampering with single events. */
export const tampersOfEvents: readonly Tamper[] = [
  {
    name: "edits an event's text",
    apply: async (client, random, ledger) => {
      const place = someEvent(random, ledger);
      const { canonical, hash } = await readRow(client, place);
      const at = random.between(0, canonical.length - 1);
      const letter = canonical[at] === "x" ? "y" : "x";
      await putRow(client, place, {
        canonical: canonical.slice(0, at) + letter + canonical.slice(at + 1),
        hash,
      });
    },
  },
  {
    name: "edits an event's hash",
    apply: async (client, random, ledger) => {
      const place = someEvent(random, ledger);
      const { canonical } = await readRow(client, place);
      await putRow(client, place, {
        canonical,
        hash: storeEvent({ forged: random.between(0, 1e9) } as never).hash,
      });
    },
  },
  {
    name: "edits an event and its hash",
    apply: async (client, random, ledger) => {
      const place = someEvent(random, ledger);
      const { event } = await readRow(client, place);
      await putRow(client, place, storeEvent({ ...event, ...forgery() }));
    },
  },
  {
    name: "backdates an event and hashes all that follow anew",
    apply: async (client, random, ledger) =>
      rechain(client, someEvent(random, ledger), () => ({ recordedAt: "2020-01-01T00:00:00.000Z" as never })),
  },
  {
    name: "rewrites a stream from an event on, with its head and what the checkpoints saw of it",
    apply: async (client, random, ledger) => {
      const place = someEvent(random, ledger);
      await rechain(client, place, forgery);
      await rewriteHeads(client, place.stream);
    },
  },
  {
    name: "rewrites a stream from an event on and lets the next checkpoint be signed over it",
    thenLifeGoesOn: true,
    apply: async (client, random, ledger) => rechain(client, someEvent(random, ledger), forgery),
  },
  {
    name: "deletes an event",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      await client.query(`DELETE FROM ledger.event WHERE ${where} AND version = $3`, [
        aStudyId,
        stream,
        version,
      ]);
    },
  },
  {
    name: "deletes an event and closes the gap",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      await client.query(`DELETE FROM ledger.event WHERE ${where} AND version = $3`, [
        aStudyId,
        stream,
        version,
      ]);
      await shift(client, stream, version, -1);
      await rechain(client, { stream, version });
    },
  },
  {
    name: "slips an event in between",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      const { event } = await readRow(client, { stream, version });
      await shift(client, stream, version - 1, 1);
      const previousHash = await hashBefore(client, { stream, version });
      const forged = storeEvent({ ...event, ...forgery(), version, previousHash });
      await client.query(
        "INSERT INTO ledger.event (study_id, stream_id, version, hash, canonical) VALUES ($1, $2, $3, $4, $5)",
        [aStudyId, stream, version, forged.hash, forged.canonical],
      );
      await rechain(client, { stream, version });
    },
  },
  {
    name: "swaps two events of a stream",
    apply: async (client, random, ledger) => {
      const place = someEvent(random, ledger);
      const other = { ...place, version: place.version === 1 ? 2 : place.version - 1 };
      const [a, b] = [await readRow(client, place), await readRow(client, other)];
      await putRow(client, place, b);
      await putRow(client, other, a);
    },
  },
  {
    name: "swaps two events of a stream and hashes all that follow anew",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      const [low, high] = version === 1 ? [1, 2] : [version - 1, version];
      const [a, b] = [
        await readRow(client, { stream, version: low }),
        await readRow(client, { stream, version: high }),
      ];
      await putRow(client, { stream, version: low }, b);
      await putRow(client, { stream, version: high }, a);
      await rechain(client, { stream, version: low });
    },
  },
  {
    name: "swaps an event between two streams of different sites",
    apply: async (client, random, ledger) => {
      const [first, second] = ledger.streams as readonly StreamId[] as [StreamId, StreamId];
      const version = random.between(1, ledger.witnessed);
      const [a, b] = [
        await readRow(client, { stream: first, version }),
        await readRow(client, { stream: second, version }),
      ];
      await putRow(client, { stream: first, version }, b);
      await putRow(client, { stream: second, version }, a);
    },
  },
  {
    name: "moves an event into another study",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      await client.query(`UPDATE ledger.event SET study_id = $4 WHERE ${where} AND version = $3`, [
        aStudyId,
        stream,
        version,
        otherStudyId,
      ]);
    },
  },
  {
    name: "puts an event of another study in one's place",
    apply: async (client, random, ledger) => {
      const place = someEvent(random, ledger);
      const foreign = { stream: random.pick(ledger.otherStreams), version: place.version };
      await putRow(client, place, await readRow(client, foreign, otherStudyId));
    },
  },
  {
    name: "changes the columns under which an event is filed",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      const change = random.pick([
        "version = version + 1000",
        "stream_id = 'participant:elsewhere'",
      ] as const);
      await client.query(`UPDATE ledger.event SET ${change} WHERE ${where} AND version = $3`, [
        aStudyId,
        stream,
        version,
      ]);
    },
  },
  {
    name: "excuses a cut history by a restore that never was",
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      await client.query(`DELETE FROM ledger.event WHERE ${where} AND version > 5`, [aStudyId, stream]);
      const { event, hash } = await readRow(client, { stream, version: 5 });
      const statement = {
        study: aStudyId,
        restoredAt: "2026-11-20T10:00:00.000Z",
        backupTakenAt: "2026-11-20T09:00:00.000Z",
        lastCheckpointKept: 1,
        lastCheckpointWitnessed: 3,
        witnessHash: hash,
      };
      const data = { statement, keyId: "0".repeat(16), signature: Buffer.alloc(64).toString("base64") };
      const forged = storeEvent({ ...event, version: 6, type: "LedgerRestored", data, previousHash: hash });
      await client.query(
        "INSERT INTO ledger.event (study_id, stream_id, version, hash, canonical) VALUES ($1, $2, 6, $3, $4)",
        [aStudyId, stream, forged.hash, forged.canonical],
      );
      await setHead(client, stream, 6, forged.hash);
    },
  },
  {
    name: "files an event under another command, so that one is carried out twice and one never",
    isBesideTheHistory: true,
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      const change = random.pick([
        "command_id = NULL, command_hash = NULL",
        "command_id = 'cccccccc-0000-4000-8000-000000000001'",
        "command_hash = repeat('0', 64)",
      ] as const);
      await client.query(`UPDATE ledger.event SET ${change} WHERE ${where} AND version = $3`, [
        aStudyId,
        stream,
        version,
      ]);
    },
  },
];

/** Renumbers the events after one. */
async function shift(
  client: Parameters<Tamper["apply"]>[0],
  stream: StreamId,
  after: number,
  by: 1 | -1,
): Promise<void> {
  // By way of numbers that nobody has, so that no two ever share one.
  await client.query(`UPDATE ledger.event SET version = -version WHERE ${where} AND version > $3`, [
    aStudyId,
    stream,
    after,
  ]);
  await client.query(`UPDATE ledger.event SET version = $3 - version WHERE ${where} AND version < 0`, [
    aStudyId,
    stream,
    by,
  ]);
}
