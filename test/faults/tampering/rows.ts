import type pg from "pg";
import type { SeededRandom, Sha256, StudyId } from "#kernel";
import { type LedgerEvent, noHash, type StoredEvent, type StreamId, storeEvent } from "#ledger";
import { aStudyId } from "../../builders/ledger.ts";
import type { SoundLedger } from "./sound-ledger.ts";

/** One way of tampering, as somebody with all rights on the database can do it. */
export type Tamper = {
  /** Goes on from “an owner of the database who …”. */
  readonly name: string;
  readonly apply: (client: pg.Client, random: SeededRandom, ledger: SoundLedger) => Promise<void>;
  /** Nothing of the history is touched, only how the database finds its way in it: a bundle has nothing of that. */
  readonly isBesideTheHistory?: true;
  /** Afterwards the application goes on, and the next checkpoint is signed over it. */
  readonly thenLifeGoesOn?: true;
};

export type Place = { readonly stream: StreamId; readonly version: number };

export const where = "study_id = $1 AND stream_id = $2";

/** A witnessed event. */
export function someEvent(random: SeededRandom, { streams, witnessed }: SoundLedger): Place {
  return { stream: random.pick(streams), version: random.between(1, witnessed) };
}

export async function readRow(
  client: pg.Client,
  { stream, version }: Place,
  study: StudyId = aStudyId,
): Promise<StoredEvent> {
  const { rows } = await client.query<{ canonical: string; hash: Sha256 }>(
    `SELECT canonical, hash FROM ledger.event WHERE ${where} AND version = $3`,
    [study, stream, version],
  );
  const [row] = rows;
  if (!row) throw new Error(`There is no event ${version} of ${stream}.`);
  return { ...row, event: JSON.parse(row.canonical) as LedgerEvent };
}

/** Puts another text, and hash, in an event's place. */
export async function putRow(
  client: pg.Client,
  { stream, version }: Place,
  { canonical, hash }: Pick<StoredEvent, "canonical" | "hash">,
): Promise<void> {
  await client.query(`UPDATE ledger.event SET canonical = $4, hash = $5 WHERE ${where} AND version = $3`, [
    aStudyId,
    stream,
    version,
    canonical,
    hash,
  ]);
}

export async function hashBefore(client: pg.Client, { stream, version }: Place): Promise<Sha256> {
  return version === 1 ? noHash : (await readRow(client, { stream, version: version - 1 })).hash;
}

export async function lastVersion(client: pg.Client, stream: StreamId): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT max(version) AS version FROM ledger.event WHERE ${where}`,
    [aStudyId, stream],
  );
  return rows[0]?.version ?? 0;
}

/** Hashes a stream anew from an event on, so that its chain is whole again, and moves its head along. */
export async function rechain(
  client: pg.Client,
  from: Place,
  forge: (event: LedgerEvent) => Partial<LedgerEvent> = () => ({}),
): Promise<void> {
  const { stream } = from;
  const last = await lastVersion(client, stream);
  let previousHash = await hashBefore(client, from);
  for (let { version } = from; version <= last; version++) {
    const { event } = await readRow(client, { stream, version });
    const changed = version === from.version ? forge(event) : {};
    const forged = storeEvent({ ...event, version, previousHash, ...changed });
    await putRow(client, { stream, version }, forged);
    previousHash = forged.hash;
  }
  await setHead(client, stream, last, previousHash);
}

export async function setHead(
  client: pg.Client,
  stream: StreamId,
  version: number,
  hash: Sha256,
): Promise<void> {
  await client.query(`UPDATE ledger.stream SET version = $3, hash = $4 WHERE ${where}`, [
    aStudyId,
    stream,
    version,
    hash,
  ]);
}

/** Lets every checkpoint say that it saw what stands there now. */
export async function rewriteHeads(client: pg.Client, stream: StreamId): Promise<void> {
  await client.query(
    `UPDATE ledger.checkpoint_change c SET hash = e.hash FROM ledger.event e
      WHERE c.study_id = $1 AND c.stream_id = $2 AND e.study_id = $1 AND e.stream_id = $2 AND e.version = c.version`,
    [aStudyId, stream],
  );
}
