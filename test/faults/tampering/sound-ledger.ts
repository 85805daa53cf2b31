import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { backUp, ownerOf, withClient } from "#adapters";
import { type CommandId, type SiteId, type StudyId, sha256Hex, type UserId } from "#kernel";
import type { StoredEvent, StreamId } from "#ledger";
import { takeCheckpoint } from "#usecases";
import type { Instance } from "../../../src/cli/instance.ts";
import { aChain, anId, aStudyId } from "../../builders/ledger.ts";

/** Another study of the same instance. */
export const otherStudyId = "99999999-9999-4999-8999-999999999999" as StudyId;

/** A ledger of two sites under three checkpoints, all witnessed, as nobody has tampered with it; and another study beside it. */
export type SoundLedger = {
  readonly instance: Instance;
  readonly streams: readonly [StreamId, ...StreamId[]];
  readonly otherStreams: readonly [StreamId, ...StreamId[]];
  /** How many events of each stream are witnessed; two more stand after them. */
  readonly witnessed: number;
  /** How many events each stream had at the first, second and third checkpoint. */
  readonly atCheckpoint: readonly [number, number, number];
  /** Backups that were taken at the first and the second checkpoint. */
  readonly backups: readonly [string, string];
};

const atCheckpoint = [10, 17, 24] as const;
const length = 26;
const sites = ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"] as SiteId[];

export async function aSoundLedger(instance: Instance): Promise<SoundLedger> {
  const streams = namesOf(["participant", "participant", "participant", "participant", "site", "study"]);
  const otherStreams = namesOf(["participant", "study"]);
  const chains = new Map(streams.map((stream) => [stream, aCommandedChain(stream, aStudyId)]));
  const others = new Map(otherStreams.map((stream) => [stream, aCommandedChain(stream, otherStudyId)]));
  const backups: string[] = [];
  for (const [index, to] of [...atCheckpoint, length].entries()) {
    const from = atCheckpoint[index - 1] ?? 0;
    for (const [stream, chain] of chains) await write(instance, aStudyId, stream, chain.slice(from, to));
    for (const [stream, chain] of others) await write(instance, otherStudyId, stream, chain.slice(from, to));
    if (to === length) break;
    await takeCheckpoint(instance.ports, aStudyId);
    await takeCheckpoint(instance.ports, otherStudyId);
    if (index < 2) backups.push(await aBackup(instance));
  }
  await instance.pool.end();
  await instance.maintenance.end();
  const [first = "", second = ""] = backups;
  const witnessed = atCheckpoint[2];
  return { instance, streams, otherStreams, witnessed, atCheckpoint, backups: [first, second] };
}

function namesOf(kinds: readonly [string, ...string[]]): [StreamId, ...StreamId[]] {
  return kinds.map((kind): StreamId => `${kind}:${anId()}`) as [StreamId, ...StreamId[]];
}

/** A chain in which every event begins a command of its own. */
function aCommandedChain(stream: StreamId, study: StudyId): readonly StoredEvent[] {
  return aChain(stream, length, (version) => {
    const commandId = anId() as CommandId;
    return { study, commandId, commandHash: sha256Hex(`${commandId} ${version}`) };
  });
}

async function write(
  { ports }: Instance,
  study: StudyId,
  stream: StreamId,
  events: readonly StoredEvent[],
): Promise<void> {
  for (const stored of events) {
    const { commandId, commandHash, version } = stored.event;
    if (!commandHash) throw new Error("Every event of this ledger begins a command.");
    const site = sites[Number(stream.at(-1)) % 2] as SiteId;
    await ports.store.append({
      scope: { study, sites: "all" },
      command: { id: commandId, user: anId() as UserId, hash: commandHash },
      streams: [
        {
          stream,
          expected: version - 1,
          events: [stored],
          ...(stream.startsWith("participant:") ? { sites: [site] } : {}),
        },
      ],
    });
  }
}

async function aBackup({ database, ports }: Instance): Promise<string> {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "vigil-backup-")), "backup");
  await withClient(ownerOf(database), (owner) => backUp(owner, folder, ports));
  if (readdirSync(folder).length === 0) throw new Error("The backup is empty.");
  return folder;
}
