import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { keyIdOf } from "#adapters";
import type { Sha256 } from "#kernel";
import {
  type Checkpoint,
  checkpointHash,
  checkpointText,
  merkleRoot,
  noHash,
  type StreamHead,
} from "#ledger";
import { aStudyId } from "../../builders/ledger.ts";
import { rechain, rewriteHeads, someEvent, type Tamper } from "./rows.ts";
import { otherStudyId } from "./sound-ledger.ts";

type Client = Parameters<Tamper["apply"]>[0];

/** Tampering with what was signed. */
export const tampersOfCheckpoints: readonly Tamper[] = [
  {
    name: "alters a checkpoint, or its signature",
    apply: async (client, random) => {
      const change = random.pick([
        "checkpoint = jsonb_set(checkpoint, '{takenAt}', '\"2020-01-01T00:00:00.000Z\"')",
        `checkpoint = jsonb_set(checkpoint, '{root}', to_jsonb(repeat('0', 64)))`,
        `checkpoint = jsonb_set(checkpoint, '{events}', '1')`,
        `signature = '${Buffer.alloc(64).toString("base64")}'`,
        "number = number + 100",
      ] as const);
      await client.query(`UPDATE ledger.checkpoint SET ${change} WHERE study_id = $1 AND number = $2`, [
        aStudyId,
        random.between(1, 3),
      ]);
    },
  },
  {
    name: "removes a checkpoint, with what it saw",
    apply: async (client, random) => removeCheckpoints(client, "=", random.between(1, 3)),
  },
  {
    name: "cuts the last checkpoints",
    apply: async (client, random) => removeCheckpoints(client, ">", random.between(0, 2)),
  },
  {
    name: "removes all that the checkpoints saw",
    apply: async (client) => {
      await client.query("DELETE FROM ledger.checkpoint_change WHERE study_id = $1", [aStudyId]);
    },
  },
  {
    name: "rewrites a stream and signs the last checkpoint anew with a key of their own",
    apply: async (client, random, ledger) => {
      await rewriteUnseen(client, random, ledger);
      await signAnew(client, [3], "their own name");
    },
  },
  {
    name: "rewrites a stream and signs all checkpoints anew with a key of their own",
    apply: async (client, random, ledger) => {
      await rewriteUnseen(client, random, ledger);
      await signAnew(client, [1, 2, 3], "their own name");
    },
  },
  {
    name: "rewrites a stream and signs all checkpoints anew with a key of their own under the name of the real one",
    apply: async (client, random, ledger) => {
      await rewriteUnseen(client, random, ledger);
      await signAnew(client, [1, 2, 3], "the real name");
    },
  },
  {
    name: "puts a real checkpoint in another one's place",
    apply: async (client, random) => {
      const [from, to] = random.pick<readonly [number, number]>([
        [1, 2],
        [1, 3],
        [2, 3],
        [3, 2],
      ]);
      await client.query(
        `UPDATE ledger.checkpoint c SET checkpoint = o.checkpoint, signature = o.signature FROM ledger.checkpoint o
          WHERE c.study_id = $1 AND c.number = $3 AND o.study_id = $1 AND o.number = $2`,
        [aStudyId, from, to],
      );
    },
  },
  {
    name: "puts a checkpoint of another study in one's place",
    apply: async (client, random) => {
      await client.query(
        `UPDATE ledger.checkpoint c SET checkpoint = o.checkpoint, signature = o.signature FROM ledger.checkpoint o
          WHERE c.study_id = $1 AND c.number = $3 AND o.study_id = $2 AND o.number = $3`,
        [aStudyId, otherStudyId, random.between(1, 3)],
      );
    },
  },
];

async function removeCheckpoints(client: Client, comparison: "=" | ">", number: number): Promise<void> {
  for (const table of ["checkpoint", "checkpoint_change"])
    await client.query(`DELETE FROM ledger.${table} WHERE study_id = $1 AND number ${comparison} $2`, [
      aStudyId,
      number,
    ]);
}

async function rewriteUnseen(...[client, random, ledger]: Parameters<Tamper["apply"]>): Promise<void> {
  const place = someEvent(random, ledger);
  await rechain(client, place, () => ({ data: { note: "forged" } }));
  await rewriteHeads(client, place.stream);
}

/** Writes checkpoints that fit the forged events in everything but the key. */
async function signAnew(
  client: Client,
  numbers: readonly number[],
  name: "their own name" | "the real name",
): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { rows } = await client.query<{ checkpoint: Checkpoint; signature: string }>(
    "SELECT checkpoint, signature FROM ledger.checkpoint WHERE study_id = $1 ORDER BY number",
    [aStudyId],
  );
  const heads = new Map<string, StreamHead>();
  let previousHash: Sha256 = noHash;
  for (const { checkpoint, signature } of rows) {
    const changes = await headsSeenBy(client, checkpoint.number);
    for (const head of changes) heads.set(head.stream, head);
    const roots = { root: merkleRoot([...heads.values()]), changesRoot: merkleRoot(changes) };
    const keyId = name === "their own name" ? keyIdOf(publicKey) : checkpoint.keyId;
    const forged = { ...checkpoint, ...roots, previousHash, keyId };
    const kept = { checkpoint, signature };
    const signed = numbers.includes(checkpoint.number) ? signedWith(privateKey, forged) : kept;
    await client.query(
      "UPDATE ledger.checkpoint SET checkpoint = $3, signature = $4 WHERE study_id = $1 AND number = $2",
      [aStudyId, checkpoint.number, JSON.stringify(signed.checkpoint), signed.signature],
    );
    previousHash = checkpointHash(signed);
  }
}

function signedWith(key: KeyObject, checkpoint: Checkpoint) {
  return {
    checkpoint,
    signature: sign(null, Buffer.from(checkpointText(checkpoint)), key).toString("base64"),
  };
}

async function headsSeenBy(client: Client, number: number): Promise<readonly StreamHead[]> {
  const { rows } = await client.query<StreamHead>(
    "SELECT stream_id AS stream, version, hash FROM ledger.checkpoint_change WHERE study_id = $1 AND number = $2",
    [aStudyId, number],
  );
  return rows;
}
