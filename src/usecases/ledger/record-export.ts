import { type CommandId, contentHash, type SiteId, type StudyId, type ZoneId } from "#kernel";
import type { Source } from "#ledger";
import { type Context, type NewEvent, studyStream } from "#trial";
import { composeAppend } from "../command/compose-append.ts";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";
import type { Principal } from "../command/principal.ts";

/** Notes in the ledger that a copy of it left the system: who took it, and how much. */
export async function recordExport(
  ports: CommandPorts,
  {
    study,
    principal,
    site,
    source,
    streams,
  }: {
    readonly study: StudyId;
    readonly principal: Principal;
    readonly site?: SiteId;
    readonly source: Source;
    readonly streams: number;
  },
): Promise<void> {
  const scope = { study, sites: "all" } as const;
  for (let tries = 0; tries < 10; tries++) {
    const loaded = await loadFacts(ports, scope, "study", study, {});
    const now = ports.clock.now();
    const commandId = ports.randomness.timedId() as CommandId;
    const data = {
      exportId: ports.randomness.randomId(),
      scope: site ? "site" : "study",
      streams,
      ...(site ? { siteId: site } : {}),
    };
    const context: Context = {
      study,
      subjectId: study,
      now,
      occurredAt: now,
      zone: "UTC" as ZoneId,
      user: principal.user,
      userName: principal.name,
      role: principal.standings[0]?.role ?? "administrator",
      newId: ports.randomness.randomId,
      reauthenticated: false,
    };
    const event: NewEvent = { type: "LedgerExported", stream: studyStream(study), data };
    const key = { id: commandId, user: principal.user, hash: contentHash(data) };
    const decided = { scope, key, source, commandId, context, facts: loaded.facts, streams: loaded.streams };
    const { outcome } = await ports.store.append(await composeAppend(ports, decided, [event]));
    if (outcome === "appended") return;
  }
  throw new Error("Cannot note the export: the study's stream kept moving.");
}
