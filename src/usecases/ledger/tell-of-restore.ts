import type { Instant, StudyId } from "#kernel";
import { checkpointHash, noHash, type RestoreStatement, restoreText } from "#ledger";
import type { CommandPorts } from "../command/ports.ts";
import { systemRole, systemUser } from "../command/principal.ts";
import { appendToStudy } from "./append-to-study.ts";
import type { CheckpointPorts } from "./checkpointing.ts";

/** What a restore has cost a study: nothing, or the checkpoints that the witness holds and the database no longer has. */
export type RestoreOutcome = {
  readonly study: StudyId;
  readonly lost: { readonly fromCheckpoint: number; readonly toCheckpoint: number } | null;
  /** Whether there was a witness that reaches as far as the backup. If not, nobody can tell what was written after it. */
  readonly witness: "reaches" | "older" | "missing";
};

/**
 * After a backup was put back: appends `LedgerRestored`, signed with the ledger's key, which names what is lost. Without it verification
 * takes the gap for tampering.
 */
export async function tellOfRestore(
  ports: CommandPorts & CheckpointPorts,
  study: StudyId,
  backupTakenAt: Instant,
): Promise<RestoreOutcome> {
  const { last } = await ports.archive.heads(study);
  const witnessed = await ports.witness.last(study);
  const [kept, outside] = [last?.checkpoint.number ?? 0, witnessed?.checkpoint.number ?? 0];
  const newest = outside > kept ? witnessed : last;
  const statement: RestoreStatement = {
    study,
    restoredAt: ports.clock.now(),
    backupTakenAt,
    lastCheckpointKept: kept,
    lastCheckpointWitnessed: Math.max(kept, outside),
    witnessHash: newest ? checkpointHash(newest) : noHash,
  };
  const data = { statement, keyId: ports.signer.keyId, signature: ports.signer.sign(restoreText(statement)) };
  const agent = { user: systemUser, name: "Vigil", role: systemRole, source: { kind: "system" } } as const;
  await appendToStudy(ports, study, { type: "LedgerRestored", data }, agent);
  const lost = outside > kept ? { fromCheckpoint: kept + 1, toCheckpoint: outside } : null;
  const short = witnessed ? "older" : "missing";
  return { study, lost, witness: outside < kept ? short : "reaches" };
}
