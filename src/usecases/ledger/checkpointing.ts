import type { StudyId } from "#kernel";
import {
  type Checkpoint,
  changesHash,
  checkpointHash,
  checkpointText,
  merkleRoot,
  noHash,
  type SignedCheckpoint,
} from "#ledger";
import type { LedgerArchive } from "../ports/ledger-archive.ts";
import type { Clock, Signer, Witness } from "../ports/platform.ts";

export type CheckpointPorts = {
  readonly archive: LedgerArchive;
  readonly clock: Clock;
  readonly signer: Signer;
  readonly witness: Witness;
};

/** The database stands behind its witness: it is an old copy, or its end was cut. Nothing is signed until that is cleared up. */
export class LedgerBehindWitnessError extends Error {
  constructor(study: StudyId, inDatabase: number, witnessed: number) {
    super(
      `Cannot take a checkpoint of study ${study}: the database ends with checkpoint ${inDatabase}, the witness with ${witnessed}. ` +
        "If a backup was put back, run `vigil restore`; if not, somebody has tampered with the database.",
    );
    this.name = "LedgerBehindWitnessError";
  }
}

/**
 * Signs where every stream of the study stands, files it and gives it to the witness. Nothing moved since the last one: nothing is
 * written. The first checkpoint after a restore follows the last that the witness holds.
 */
export async function takeCheckpoint(
  ports: CheckpointPorts,
  study: StudyId,
): Promise<SignedCheckpoint | undefined> {
  const { archive, clock, signer, witness } = ports;
  const { last, heads, changes } = await archive.heads(study);
  if (changes.length === 0) return undefined;
  const witnessed = (await witness.read(study)).at(-1);
  const previous = await predecessor(ports, study, last, witnessed);
  const checkpoint: Checkpoint = {
    study,
    number: (previous?.checkpoint.number ?? 0) + 1,
    takenAt: clock.now(),
    streams: heads.length,
    events: heads.reduce((sum, { version }) => sum + version, 0),
    root: merkleRoot(heads),
    changesHash: changesHash(changes),
    previousHash: previous ? checkpointHash(previous) : noHash,
    keyId: signer.keyId,
  };
  const signed: SignedCheckpoint = { checkpoint, signature: signer.sign(checkpointText(checkpoint)) };
  if (!(await archive.fileCheckpoint({ ...signed, changes }))) return undefined;
  await witness.keep(signed);
  return signed;
}

/** The checkpoint that the next one follows. One that was filed but, for a crash, not witnessed is witnessed now. */
async function predecessor(
  { archive, witness }: CheckpointPorts,
  study: StudyId,
  last: SignedCheckpoint | undefined,
  witnessed: SignedCheckpoint | undefined,
): Promise<SignedCheckpoint | undefined> {
  const [inDatabase, outside] = [last?.checkpoint.number ?? 0, witnessed?.checkpoint.number ?? 0];
  if (last && inDatabase === outside + 1) await witness.keep(last);
  if (inDatabase >= outside) return last;
  if (witnessed && (await isExcused(archive, study, checkpointHash(witnessed)))) return witnessed;
  throw new LedgerBehindWitnessError(study, inDatabase, outside);
}

/** Whether the ledger tells of a restore after which it goes on from the checkpoint with that hash. */
async function isExcused(archive: LedgerArchive, study: StudyId, hash: string): Promise<boolean> {
  for await (const { canonical } of archive.events(study, [`study:${study}`])) {
    if (canonical.includes('"type":"LedgerRestored"') && canonical.includes(`"witnessHash":"${hash}"`))
      return true;
  }
  return false;
}
