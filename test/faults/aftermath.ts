import { readdirSync } from "node:fs";
import path from "node:path";
import type { StudyId } from "#kernel";
import type { VerificationReport } from "#ledger";
import { checkProjections, type ProjectionCheck, takeCheckpoint, verifyStudy } from "#usecases";
import { openInstance } from "../../src/cli/instance.ts";

/** What is there when all is over. */
export type Aftermath = {
  readonly report: VerificationReport;
  readonly projections: ProjectionCheck;
  /** For each command in the ledger: how many times it was carried out. */
  readonly carriedOut: ReadonlyMap<string, number>;
  /** Files and folders that no living process needs. */
  readonly leftovers: readonly string[];
};

export async function aftermath(home: string, study: StudyId): Promise<Aftermath> {
  const instance = await openInstance({ home });
  const { ports } = instance;
  try {
    await takeCheckpoint(ports, study);
    const report = await verifyStudy(ports, study, ports.verification());
    const projections = await checkProjections(ports, study);
    const carriedOut = new Map<string, number>();
    for await (const { canonical } of ports.archive.events(study)) {
      const { commandId } = JSON.parse(canonical) as { commandId: string };
      carriedOut.set(commandId, (carriedOut.get(commandId) ?? 0) + 1);
    }
    return { report, projections, carriedOut, leftovers: leftoversIn(home) };
  } finally {
    await instance.close();
  }
}

function leftoversIn(home: string): readonly string[] {
  const names = readdirSync(home, { recursive: true, encoding: "utf8" });
  return names.filter((name) => !name.startsWith(`database${path.sep}`) && /\.partial$/.test(name));
}
