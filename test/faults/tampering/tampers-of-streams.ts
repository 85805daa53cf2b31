import { fillFromBackup, readBackup } from "#adapters";
import type { StreamId } from "#ledger";
import { aStudyId } from "../../builders/ledger.ts";
import { lastVersion, readRow, rewriteHeads, setHead, someEvent, type Tamper, where } from "./rows.ts";
import { otherStudyId, type SoundLedger } from "./sound-ledger.ts";

const tablesOfStreams = ["event", "stream", "checkpoint_change"] as const;

/** Tampering with whole streams and with the ledger as a whole. */
export const tampersOfStreams: readonly Tamper[] = [
  {
    name: "renames a stream",
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      for (const table of tablesOfStreams) {
        await client.query(`UPDATE ledger.${table} SET stream_id = 'participant:renamed' WHERE ${where}`, [
          aStudyId,
          stream,
        ]);
      }
    },
  },
  {
    name: "exchanges two participants of different sites",
    apply: async (client, _random, ledger) => {
      const [first, second] = ledger.streams as readonly StreamId[] as [StreamId, StreamId];
      for (const table of tablesOfStreams) {
        const rename = `UPDATE ledger.${table} SET stream_id = $3 WHERE ${where}`;
        await client.query(rename, [aStudyId, first, "participant:exchanged"]);
        await client.query(rename, [aStudyId, second, first]);
        await client.query(rename, [aStudyId, "participant:exchanged", second]);
      }
    },
  },
  {
    name: "moves a stream into another study",
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      for (const table of ["event", "stream"]) {
        await client.query(`UPDATE ledger.${table} SET study_id = $3 WHERE ${where}`, [
          aStudyId,
          stream,
          otherStudyId,
        ]);
      }
    },
  },
  {
    name: "cuts the end of a stream, with its head",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      await cutAfter(client, stream, version - 1);
    },
  },
  {
    name: "cuts the end of a stream, with its head and what the checkpoints saw of it",
    apply: async (client, random, ledger) => {
      const { stream, version } = someEvent(random, ledger);
      await cutAfter(client, stream, version - 1);
      await client.query(`DELETE FROM ledger.checkpoint_change WHERE ${where} AND version >= $3`, [
        aStudyId,
        stream,
        version,
      ]);
    },
  },
  {
    name: "cuts the end of a stream and lets it grow again under the next checkpoint",
    thenLifeGoesOn: true,
    apply: async (client, random, ledger) => {
      const stream = random.pick(ledger.streams);
      await cutAfter(client, stream, random.between(1, ledger.witnessed - 1));
    },
  },
  {
    name: "removes a stream whole",
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      for (const table of tablesOfStreams)
        await client.query(`DELETE FROM ledger.${table} WHERE ${where}`, [aStudyId, stream]);
    },
  },
  {
    name: "removes the study whole",
    apply: async (client) => {
      for (const table of [...tablesOfStreams, "checkpoint"])
        await client.query(`DELETE FROM ledger.${table} WHERE study_id = $1`, [aStudyId]);
    },
  },
  {
    name: "takes the ledger back to an earlier checkpoint",
    apply: async (client, random, ledger) => {
      const number = random.between(1, 2);
      await client.query("DELETE FROM ledger.checkpoint WHERE number > $1", [number]);
      await client.query("DELETE FROM ledger.checkpoint_change WHERE number > $1", [number]);
      for (const stream of ledger.streams)
        await cutAfter(client, stream, ledger.atCheckpoint[number - 1] ?? 0);
    },
  },
  {
    name: "puts an old backup over newer checkpoints, without the key",
    apply: async (client, random, ledger) => putBackupBack(client, ledger, random.between(0, 1)),
  },
  {
    name: "puts an old backup over newer checkpoints and goes on writing on it",
    thenLifeGoesOn: true,
    apply: async (client, random, ledger) => putBackupBack(client, ledger, random.between(0, 1)),
  },
  {
    name: "says of a stream that it ends elsewhere",
    isBesideTheHistory: true,
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      const change = random.pick([
        "version = version - 1",
        "version = version + 1",
        "hash = repeat('0', 64)",
      ] as const);
      await client.query(`UPDATE ledger.stream SET ${change} WHERE ${where}`, [aStudyId, stream]);
    },
  },
  {
    name: "hides a stream by removing its head",
    isBesideTheHistory: true,
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      await client.query(`DELETE FROM ledger.stream WHERE ${where}`, [aStudyId, stream]);
    },
  },
  {
    name: "lets a checkpoint have seen something else of a stream",
    apply: async (client, random, ledger) => {
      const { stream } = someEvent(random, ledger);
      const change = random.pick([
        "version = version - 1",
        "hash = repeat('0', 64)",
        "number = number + 1",
      ] as const);
      // Of the last checkpoint, so that no other row has that place.
      await client.query(`UPDATE ledger.checkpoint_change SET ${change} WHERE ${where} AND number = 3`, [
        aStudyId,
        stream,
      ]);
    },
  },
  {
    name: "lets a stream be as it was at an earlier checkpoint, and the checkpoints say so",
    apply: async (client, random, ledger) => {
      const stream = random.pick(ledger.streams);
      const number = random.between(1, 2);
      await cutAfter(client, stream, ledger.atCheckpoint[number - 1] ?? 0);
      await client.query(`DELETE FROM ledger.checkpoint_change WHERE ${where} AND number > $3`, [
        aStudyId,
        stream,
        number,
      ]);
      await rewriteHeads(client, stream);
    },
  },
];

type Client = Parameters<Tamper["apply"]>[0];

async function cutAfter(client: Client, stream: StreamId, kept: number): Promise<void> {
  await client.query(`DELETE FROM ledger.event WHERE ${where} AND version > $3`, [aStudyId, stream, kept]);
  if (kept === 0) {
    await client.query(`DELETE FROM ledger.stream WHERE ${where}`, [aStudyId, stream]);
    return;
  }
  const { hash } = await readRow(client, { stream, version: await lastVersion(client, stream) });
  await setHead(client, stream, kept, hash);
}

/** As anybody can who has all rights on the database and a copy of its backup. */
async function putBackupBack(
  client: Client,
  { backups, instance }: SoundLedger,
  which: number,
): Promise<void> {
  const folder = backups[which] ?? backups[0];
  for (const table of ["ledger.event", "ledger.stream", "ledger.checkpoint", "ledger.checkpoint_change"])
    await client.query(`DELETE FROM ${table}`);
  await fillFromBackup(client, folder, await readBackup(folder, instance.ports.signer.isSignedBy));
}
