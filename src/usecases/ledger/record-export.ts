import type { SiteId, StudyId } from "#kernel";
import type { Source } from "#ledger";
import type { CommandPorts } from "../command/ports.ts";
import { type Principal, systemRole } from "../command/principal.ts";
import { appendToStudy } from "./append-to-study.ts";

export type TakenCopy = {
  readonly study: StudyId;
  readonly principal: Principal;
  /** Absent: the whole study. */
  readonly site?: SiteId;
  readonly source: Source;
  readonly streams: number;
};

/** Notes in the ledger that a copy of it left the system: who took it, and how much. */
export async function recordExport(
  ports: CommandPorts,
  { study, principal, site, source, streams }: TakenCopy,
): Promise<void> {
  const data = {
    exportId: ports.randomness.randomId(),
    scope: site ? "site" : "study",
    streams,
    ...(site ? { siteId: site } : {}),
  };
  const { user, name, standings } = principal;
  const role = standings[0]?.role ?? systemRole;
  await appendToStudy(ports, study, { type: "LedgerExported", data }, { user, name, role, source });
}
