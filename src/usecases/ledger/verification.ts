import type { StudyId } from "#kernel";
import { type VerificationReport, type VerificationTools, verifyLedger } from "#ledger";
import type { LedgerArchive } from "../ports/ledger-archive.ts";
import type { Witness } from "../ports/platform.ts";

/** Verifies a study's ledger where it lies, against its witness; also that the database's own heads agree with the events. */
export async function verifyStudy(
  { archive, witness }: { readonly archive: LedgerArchive; readonly witness: Witness },
  study: StudyId,
  tools: VerificationTools,
): Promise<VerificationReport> {
  const report = await verifyLedger(
    {
      study,
      events: archive.events(study),
      checkpoints: await archive.checkpoints(study),
      witness: await witness.read(study),
    },
    tools,
  );
  const astray = (await archive.headsAstray(study)).map((stream) => ({
    code: "head-altered",
    stream,
    message: `The head of ${stream} does not agree with its last event.`,
  }));
  const findings = [...report.findings, ...astray];
  return { ...report, findings, intact: findings.length === 0 };
}
