import {
  failed,
  type Instant,
  type InvalidInput,
  ok,
  type Refusal,
  type Result,
  refusal,
  type StudyId,
} from "#kernel";
import type { Source } from "#ledger";
import { type ClosedReport, isPermitted, roleFor } from "#trial";
import type { CommandPorts } from "../command/ports.ts";
import { type Agent, appendToStudy } from "../ledger/append-to-study.ts";
import { type CheckpointPorts, CheckpointRefusedError, takeCheckpoint } from "../ledger/checkpointing.ts";
import type { Scope } from "../ports/event-store.ts";
import type { Lists } from "../ports/lists.ts";
import type { Asking } from "../query/asking.ts";
import { blindingTables } from "./blinding-tables.ts";
import { adverseEventTables, dispositionTables } from "./count-tables.ts";
import { expectancyTables, outcomeTables } from "./number-tables.ts";
import type { ReportTable } from "./report-table.ts";
import { allocatedArms, type StudyData, studyData } from "./study-data.ts";

export type ClosedPorts = CommandPorts & CheckpointPorts & { readonly lists: Lists };

/** Which report, how it is opened, and at which confidence its intervals are. */
export type ClosedReportRequest = {
  readonly report: ClosedReport;
  readonly as: "screen" | "json" | "csv" | "terminal";
  readonly level?: number | undefined;
};

/** Up to where the data go: the last checkpoint of the ledger, which proves every event up to it. */
export type DataCutOff = {
  readonly checkpoint: number;
  readonly takenAt: Instant;
  readonly root: string;
  /** Streams that moved while the report was read, and may be in it with more than the checkpoint saw. */
  readonly movedSince: number;
};

export type OpenedReport = {
  readonly report: ClosedReport;
  readonly watermark: string;
  readonly openedAt: Instant;
  readonly designVersion: string;
  readonly cutOff: DataCutOff;
  readonly tables: readonly ReportTable[];
};

const watermark = "Closed report – not for the sponsor";

/** A report by arm, for somebody whose role opens them in the whole study. For everybody else there is no such report. */
export async function askForClosedReport(
  ports: ClosedPorts,
  { study, principal }: Asking,
  request: ClosedReportRequest,
  source: Source,
): Promise<Result<OpenedReport, Refusal | InvalidInput>> {
  const standing = roleFor("see-closed-reports", principal.standings, null);
  if (!standing) return failed(noSuchReport());
  // Whoever is blinded in any of their roles is blinded.
  const blinded = principal.standings.find(({ role }) => !isPermitted(role, "see-closed-reports"));
  if (blinded) return failed(isBlinded(blinded.role));
  const { user, name } = principal;
  return openClosedReport(ports, study, request, { user, name, role: standing.role, source });
}

/**
 * Opens a report by arm. That it was opened is an event before anything is read; what it says is none. Until the study is unblinded by plan
 * nobody but the unblinded statistician may have it.
 */
export async function openClosedReport(
  ports: ClosedPorts,
  study: StudyId,
  { report, as, level }: ClosedReportRequest,
  agent: Agent,
): Promise<Result<OpenedReport, Refusal | InvalidInput>> {
  const scope: Scope = { study, sites: "all" };
  await appendToStudy(ports, study, { type: "ClosedReportOpened", data: { report, as } }, agent);
  const { value, cutOff } = await readAtCheckpoint(ports, study, async () => {
    const data = await studyData(ports, scope);
    if (!data || data.design.arms.size < 2) return failed(noArms());
    const tables = tablesOf(report, data, await allocatedArms(ports, scope), level);
    return tables.ok ? ok({ tables: tables.value, designVersion: data.design.design.version }) : tables;
  });
  if (!value.ok) return value;
  return ok({ report, watermark, openedAt: ports.clock.now(), cutOff, ...value.value });
}

function tablesOf(
  report: ClosedReport,
  data: StudyData,
  arms: ReadonlyMap<string, string>,
  level: number | undefined,
): Result<readonly ReportTable[], InvalidInput> {
  switch (report) {
    case "blinding": {
      const held = blindingTables(data, arms, level);
      const expected = expectancyTables(data, arms, level);
      if (!held.ok) return held;
      return expected.ok ? ok([...held.value, ...expected.value]) : expected;
    }
    case "outcomes":
      return outcomeTables(data, arms, level);
    case "disposition":
      return ok(dispositionTables(data, arms));
    case "adverse-events":
      return ok(adverseEventTables(data, arms));
  }
}

const mostTries = 3;

/** Reads what a checkpoint has just signed; where others wrote meanwhile, again, and in the end says how much moved. */
async function readAtCheckpoint<Value>(
  ports: ClosedPorts,
  study: StudyId,
  read: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly cutOff: DataCutOff }> {
  for (let tries = 1; ; tries++) {
    await checkpointIfSound(ports, study);
    const value = await read();
    const { last, changes } = await ports.archive.heads(study);
    if (changes.length > 0 && tries < mostTries) continue;
    const { number = 0, takenAt = ports.clock.now(), root = "" } = last?.checkpoint ?? {};
    return { value, cutOff: { checkpoint: number, takenAt, root, movedSince: changes.length } };
  }
}

/** A ledger that does not fit its witness keeps no report back: the report then names the last checkpoint that there is. */
async function checkpointIfSound(ports: CheckpointPorts, study: StudyId): Promise<void> {
  try {
    await takeCheckpoint(ports, study);
  } catch (error) {
    if (!(error instanceof CheckpointRefusedError)) throw error;
  }
}

function noSuchReport(): Refusal {
  return refusal("not-found", "There is no such report for you in this study.", "21 CFR 11.10(d)", {
    because: "not-found",
  });
}

function isBlinded(role: string): Refusal {
  const message = `Cannot open a closed report: your role as ${role.replaceAll("-", " ")} is blinded to the arms, and one person cannot be both. Let somebody open it who has no other role in this study.`;
  return refusal("role-is-blinded", message, "ICH E9 4.5, 2.3.1", { because: "forbidden" });
}

function noArms(): Refusal {
  const message = "Cannot report by arm: the study has no published protocol with two arms or more.";
  return refusal("no-arms", message, "ICH E9 4.5", { because: "conflict" });
}
