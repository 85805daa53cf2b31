import type { StudyId } from "#kernel";
import {
  type Checkpoint,
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

export type CheckpointFault =
  | "ledger-behind-witness"
  | "checkpoint-forged"
  | "checkpoint-replaced"
  | "head-astray";

/** What the database holds does not fit what was signed before. Nothing is signed until that is cleared up. */
export class CheckpointRefusedError extends Error {
  readonly code: CheckpointFault;

  constructor(code: CheckpointFault, study: StudyId, why: string) {
    super(`Cannot take a checkpoint of study ${study}: ${why}`);
    this.name = "CheckpointRefusedError";
    this.code = code;
  }
}

/**
 * Signs where every stream of the study stands, files it and gives it to the witness. Nothing moved since the last one: nothing is
 * signed. The first checkpoint after a restore follows the last that the witness holds.
 * @throws CheckpointRefusedError where the database does not fit its witness
 */
export async function takeCheckpoint(
  ports: CheckpointPorts,
  study: StudyId,
): Promise<SignedCheckpoint | undefined> {
  const { archive, clock, signer, witness } = ports;
  const { last, heads, changes, astray } = await archive.heads(study);
  const previous = await settleWithWitness(ports, study, last);
  if (astray.length > 0 || heads.length < (last?.checkpoint.streams ?? 0)) {
    const why = `${astray[0] ?? "a stream"} does not end where its events do. Run \`vigil verify\`.`;
    throw new CheckpointRefusedError("head-astray", study, why);
  }
  if (changes.length === 0) return undefined;
  const checkpoint: Checkpoint = {
    study,
    number: (previous?.checkpoint.number ?? 0) + 1,
    takenAt: clock.now(),
    streams: heads.length,
    events: heads.reduce((sum, { version }) => sum + version, 0),
    root: merkleRoot(heads, signer.sha256),
    changesRoot: merkleRoot(changes, signer.sha256),
    previousHash: previous ? checkpointHash(previous) : noHash,
    keyId: signer.keyId,
  };
  const signed: SignedCheckpoint = { checkpoint, signature: signer.sign(checkpointText(checkpoint)) };
  if (!(await archive.fileCheckpoint({ ...signed, changes }))) return undefined;
  await witness.keep(signed);
  return signed;
}

/** The checkpoint that the next one follows. Those that were filed but, for a crash, not witnessed are witnessed now. */
async function settleWithWitness(
  { archive, signer, witness }: CheckpointPorts,
  study: StudyId,
  last: SignedCheckpoint | undefined,
): Promise<SignedCheckpoint | undefined> {
  if (last && !isSigned(signer, last)) {
    const why = `the database's checkpoint ${last.checkpoint.number} bears no signature of a known key. Run \`vigil verify\`.`;
    throw new CheckpointRefusedError("checkpoint-forged", study, why);
  }
  const witnessed = await witness.last(study);
  const [inDatabase, outside] = [last?.checkpoint.number ?? 0, witnessed?.checkpoint.number ?? 0];
  if (inDatabase > outside) {
    for (const filed of await archive.checkpoints(study))
      if (filed.checkpoint.number > outside && isSigned(signer, filed)) await witness.keep(filed);
    return last;
  }
  if (inDatabase === outside) {
    if (last && witnessed && checkpointHash(last) !== checkpointHash(witnessed)) {
      const why = `checkpoint ${inDatabase} is not the one that the witness holds. Run \`vigil verify\`.`;
      throw new CheckpointRefusedError("checkpoint-replaced", study, why);
    }
    return last;
  }
  if (witnessed && (await isExcused(archive, study, checkpointHash(witnessed)))) return witnessed;
  const why = `the database ends with checkpoint ${inDatabase}, the witness with ${outside}. If a backup was put back, run \`vigil restore\`; if not, somebody has tampered with the database.`;
  throw new CheckpointRefusedError("ledger-behind-witness", study, why);
}

function isSigned(signer: Signer, { checkpoint, signature }: SignedCheckpoint): boolean {
  return signer.isSignedBy(checkpoint.keyId, checkpointText(checkpoint), signature);
}

/** Whether the ledger tells of a restore after which it goes on from the checkpoint with that hash. */
async function isExcused(archive: LedgerArchive, study: StudyId, hash: string): Promise<boolean> {
  for await (const { canonical } of archive.events(study, [`study:${study}`])) {
    if (canonical.includes('"type":"LedgerRestored"') && canonical.includes(`"witnessHash":"${hash}"`))
      return true;
  }
  return false;
}
