import { createHash } from "node:crypto";
import pg from "pg";
import { postgresLedgerArchive } from "#adapters";
import { type SeededRandom, type Sha256, type StudyId, seededRandom } from "#kernel";
import type { VerificationReport } from "#ledger";
import { type StoredEvent, type StreamId, storeEvent } from "#ledger";
import { takeCheckpoint, verifyStudy } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { aDatabase } from "../builders/database.ts";
import { aChain, aStudyId, writeChains } from "../builders/ledger.ts";

/** A ledger of two sites under three checkpoints, all witnessed, as nobody has tampered with it. */
export type SoundLedger = {
  readonly instance: Instance;
  readonly streams: readonly StreamId[];
  readonly length: number;
};

const length = 24;

export async function aSoundLedger(instance: Instance): Promise<SoundLedger> {
  const streams = Array.from(
    { length: 8 },
    (_, index): StreamId => `${index < 6 ? "participant" : "site"}:0000000${index}`,
  );
  const whole = new Map(streams.map((stream) => [stream, aChain(stream, length)]));
  const { store } = instance.ports;
  const write = async (from: number, to: number): Promise<void> => {
    for (const [stream, events] of whole) {
      await store.append({
        scope: { study: aStudyId, sites: "all" },
        streams: [{ stream, expected: from, events: events.slice(from, to) }],
      });
    }
    await takeCheckpoint(instance.ports, aStudyId);
  };
  await writeChains(instance, aStudyId, new Map());
  for (const [from, to] of [
    [0, 10],
    [10, 17],
    [17, length],
  ] as const)
    await write(from, to);
  await instance.pool.end();
  await instance.maintenance.end();
  return { instance, streams, length };
}

/** One way of tampering, as somebody with all rights on the database can do it. */
export type Tamper = {
  readonly name: string;
  readonly apply: (client: pg.Client, random: SeededRandom, ledger: SoundLedger) => Promise<void>;
};

const where = "study_id = $1 AND stream_id = $2";

function someEvent(
  random: SeededRandom,
  { streams }: SoundLedger,
): { readonly stream: StreamId; readonly version: number } {
  return { stream: random.pick(streams as [StreamId, ...StreamId[]]), version: random.between(1, length) };
}

async function read(client: pg.Client, stream: StreamId, version: number): Promise<StoredEvent> {
  const { rows } = await client.query<{ canonical: string; hash: Sha256 }>(
    `SELECT canonical, hash FROM ledger.event WHERE ${where} AND version = $3`,
    [aStudyId, stream, version],
  );
  const row = rows[0] as { canonical: string; hash: Sha256 };
  return {
    canonical: row.canonical,
    hash: row.hash,
    event: JSON.parse(row.canonical) as StoredEvent["event"],
  };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export const tampers: readonly Tamper[] = [
  {
    name: "edits an event's text",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      const { canonical } = await read(client, stream, version);
      const at = random.between(0, canonical.length - 1);
      const letter = canonical[at] === "x" ? "y" : "x";
      const altered = canonical.slice(0, at) + letter + canonical.slice(at + 1);
      await client.query(`UPDATE ledger.event SET canonical = $4 WHERE ${where} AND version = $3`, [
        aStudyId,
        stream,
        version,
        altered,
      ]);
    },
  },
  {
    name: "edits an event and its hash",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      const { event } = await read(client, stream, version);
      const altered = storeEvent({ ...event, data: { note: "forged" } });
      await client.query(
        `UPDATE ledger.event SET canonical = $4, hash = $5 WHERE ${where} AND version = $3`,
        [aStudyId, stream, version, altered.canonical, altered.hash],
      );
    },
  },
  {
    name: "rewrites a stream from an event on, with all hashes and the head",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      let { hash: previousHash } =
        version === 1 ? { hash: "0".repeat(64) as Sha256 } : await read(client, stream, version - 1);
      for (let at = version; at <= length; at++) {
        const { event } = await read(client, stream, at);
        const forged = storeEvent({
          ...event,
          previousHash,
          ...(at === version ? { data: { note: "forged" } } : {}),
        });
        await client.query(
          `UPDATE ledger.event SET canonical = $4, hash = $5 WHERE ${where} AND version = $3`,
          [aStudyId, stream, at, forged.canonical, forged.hash],
        );
        previousHash = forged.hash;
      }
      await client.query(`UPDATE ledger.stream SET hash = $3 WHERE ${where}`, [
        aStudyId,
        stream,
        previousHash,
      ]);
      await client.query(
        `UPDATE ledger.checkpoint_change SET hash = $3 WHERE ${where} AND version = ${length}`,
        [aStudyId, stream, previousHash],
      );
    },
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
    name: "swaps two events of a stream",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      const other = version === length ? version - 1 : version + 1;
      const [a, b] = [await read(client, stream, version), await read(client, stream, other)];
      for (const [at, with_] of [
        [version, b],
        [other, a],
      ] as const) {
        await client.query(
          `UPDATE ledger.event SET canonical = $4, hash = $5 WHERE ${where} AND version = $3`,
          [aStudyId, stream, at, with_.canonical, with_.hash],
        );
      }
    },
  },
  {
    name: "swaps an event between two streams of different sites",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      const other = ledger.streams.find((one) => one !== stream) as StreamId;
      const [a, b] = [await read(client, stream, version), await read(client, other, version)];
      for (const [name, with_] of [
        [stream, b],
        [other, a],
      ] as const) {
        await client.query(
          `UPDATE ledger.event SET canonical = $4, hash = $5 WHERE ${where} AND version = $3`,
          [aStudyId, name, version, with_.canonical, with_.hash],
        );
      }
    },
  },
  {
    name: "renames a stream",
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      for (const table of ["event", "stream", "checkpoint_change"]) {
        await client.query(`UPDATE ledger.${table} SET stream_id = 'participant:renamed' WHERE ${where}`, [
          aStudyId,
          stream,
        ]);
      }
    },
  },
  {
    name: "cuts the end of a stream, with its head",
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      const kept = random.between(1, length - 1);
      await client.query(`DELETE FROM ledger.event WHERE ${where} AND version > $3`, [
        aStudyId,
        stream,
        kept,
      ]);
      const { hash } = await read(client, stream, kept);
      await client.query(`UPDATE ledger.stream SET version = $3, hash = $4 WHERE ${where}`, [
        aStudyId,
        stream,
        kept,
        hash,
      ]);
    },
  },
  {
    name: "removes a stream whole",
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      for (const table of ["event", "stream", "checkpoint_change"])
        await client.query(`DELETE FROM ledger.${table} WHERE ${where}`, [aStudyId, stream]);
    },
  },
  {
    name: "puts an old copy in the place of the newer one",
    apply: async (client, random, { streams }) => {
      const [number, version] = random.pick([
        [1, 10],
        [2, 17],
      ] as const);
      await client.query("DELETE FROM ledger.checkpoint WHERE number > $1", [number]);
      await client.query("DELETE FROM ledger.checkpoint_change WHERE number > $1", [number]);
      await client.query("DELETE FROM ledger.event WHERE version > $1", [version]);
      for (const stream of streams) {
        const { hash } = await read(client, stream, version);
        await client.query(`UPDATE ledger.stream SET version = $3, hash = $4 WHERE ${where}`, [
          aStudyId,
          stream,
          version,
          hash,
        ]);
      }
    },
  },
  {
    name: "alters a checkpoint, or forges its signature",
    apply: async (client, random) => {
      const number = random.between(1, 3);
      const change = random.pick([
        "checkpoint = jsonb_set(checkpoint, '{takenAt}', '\"2020-01-01T00:00:00.000Z\"')",
        `checkpoint = jsonb_set(checkpoint, '{root}', '"${sha256("forged")}"')`,
        `signature = '${Buffer.alloc(64).toString("base64")}'`,
      ] as const);
      await client.query(`UPDATE ledger.checkpoint SET ${change} WHERE number = $1`, [number]);
    },
  },
  {
    name: "removes a checkpoint",
    apply: async (client, random) => {
      const number = random.between(1, 3);
      await client.query("DELETE FROM ledger.checkpoint WHERE number = $1", [number]);
      await client.query("DELETE FROM ledger.checkpoint_change WHERE number = $1", [number]);
    },
  },
  {
    name: "excuses a cut history by a restore that never was",
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      await client.query(`DELETE FROM ledger.event WHERE ${where} AND version > 5`, [aStudyId, stream]);
      const { event, hash } = await read(client, stream, 5);
      const statement = {
        study: aStudyId,
        restoredAt: "2026-11-20T10:00:00.000Z",
        lastCheckpointKept: 1,
        lastCheckpointWitnessed: 3,
        witnessHash: sha256("x"),
      };
      const data = { statement, keyId: "0".repeat(16), signature: Buffer.alloc(64).toString("base64") };
      const forged = storeEvent({ ...event, version: 6, type: "LedgerRestored", data, previousHash: hash });
      await client.query(
        "INSERT INTO ledger.event (study_id, stream_id, version, hash, canonical) VALUES ($1, $2, 6, $3, $4)",
        [aStudyId, stream, forged.hash, forged.canonical],
      );
      await client.query(`UPDATE ledger.stream SET version = 6, hash = $3 WHERE ${where}`, [
        aStudyId,
        stream,
        forged.hash,
      ]);
    },
  },
];

/** Tampers with a copy of the ledger, triggers switched off as its owner can, and lets it be verified. */
export async function verifyTampered(
  ledger: SoundLedger,
  tamper: Tamper,
  seed: string,
): Promise<VerificationReport> {
  const template = String(ledger.instance.database.owner.database);
  const database = await aDatabase(template);
  const pool = new pg.Pool({ ...database.maintenance, max: 2 });
  try {
    const client = new pg.Client(database.owner);
    await client.connect();
    await client.query("SET session_replication_role = replica");
    await tamper.apply(client, seededRandom(seed), ledger);
    await client.end();
    const { witness, verification } = ledger.instance.ports;
    return await verifyStudy(
      { archive: postgresLedgerArchive(pool), witness },
      aStudyId as StudyId,
      verification(),
    );
  } finally {
    await pool.end();
    await database.close();
  }
}
