import type { StudyId } from "#kernel";
import { type VerificationReport, type VerificationTools, verifyLedger } from "#ledger";
import type { LedgerArchive } from "../ports/ledger-archive.ts";
import type { Witness } from "../ports/platform.ts";

type VerificationPorts = { readonly archive: LedgerArchive; readonly witness: Witness };

/**
 * Verifies a study's ledger where it lies, as it stands at one moment, against its witness; also that the database files every event under
 * its own command, and holds every stream to end where it ends. Writers need not wait.
 */
export async function verifyStudy(
  { archive, witness }: VerificationPorts,
  study: StudyId,
  tools: VerificationTools,
): Promise<VerificationReport> {
  // The witness first: what it holds by now, the database holds a moment later.
  const witnessed = await witness.read(study);
  return archive.atOneMoment(async (moment) =>
    verifyLedger(
      {
        study,
        records: moment.records(study, { asFiled: true }),
        checkpoints: await moment.checkpoints(study),
        witness: witnessed,
        isInDatabase: true,
      },
      tools,
    ),
  );
}

/** The studies that the database or the witness knows: one that was removed whole is still to be proven, and fails. */
export async function studiesToVerify({ archive, witness }: VerificationPorts): Promise<readonly StudyId[]> {
  return [...new Set([...(await archive.studies()), ...(await witness.studies())])];
}
