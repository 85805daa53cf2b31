import type { CompiledDesign, Role } from "#design";
import type { SiteId, StudyId } from "#kernel";
import type { BundledIdentity } from "#ledger";
import type { Viewer } from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";
import { type Agent, appendToStudy } from "./append-to-study.ts";
import { type CheckpointPorts, CheckpointRefusedError, takeCheckpoint } from "./checkpointing.ts";
import type { BundleScope } from "./export.ts";
import { layOpenFor } from "./lay-open.ts";

export type CopyPorts = CommandPorts & CheckpointPorts;

/** Which copy of the ledger is wanted, and for whose eyes. */
export type WantedCopy = {
  readonly study: StudyId;
  readonly name: string;
  /** Absent: the whole study. */
  readonly site?: SiteId;
  readonly contents: "sealed" | "readable";
  /** In which roles it is taken: what they are blinded to stays closed in it. */
  readonly roles: readonly Role[];
  readonly identities?: readonly BundledIdentity[];
};

/** Notes in the ledger what leaves the system and for whom, signs where the ledger then stands, and gives what to write. */
export async function prepareCopy(ports: CopyPorts, wanted: WantedCopy, agent: Agent): Promise<BundleScope> {
  const { study, name, site, contents, roles, identities = [] } = wanted;
  const exportId = ports.randomness.randomId();
  const takenAt = ports.clock.now();
  const size = await sizeOf(ports, wanted);
  const data = {
    exportId,
    scope: site ? "site" : "study",
    contents,
    takenAs: roles,
    identities: identities.length,
    ...size,
    ...(site ? { siteId: site } : {}),
  };
  await appendToStudy(ports, study, { type: "LedgerExported", data }, agent);
  await checkpointIfSound(ports, study);
  const viewer: Viewer = { user: agent.user, roles };
  const readable =
    contents === "readable"
      ? { layOpen: layOpenFor(ports.keys, study, viewer, await publishedDesigns(ports, study)) }
      : {};
  return { study, name, exportId, takenAt, identities, ...readable, ...(site ? { site } : {}) };
}

/** A ledger that does not fit its witness is copied as it is: the copy shows it. */
async function checkpointIfSound(ports: CheckpointPorts, study: StudyId): Promise<void> {
  try {
    await takeCheckpoint(ports, study);
  } catch (error) {
    if (!(error instanceof CheckpointRefusedError)) throw error;
  }
}

async function sizeOf(
  { archive }: CopyPorts,
  { study, site }: WantedCopy,
): Promise<{ readonly streams: number; readonly events: number }> {
  const own = site ? new Set(await archive.streamsOfSite(study, site)) : undefined;
  const heads = (await archive.heads(study)).heads.filter(({ stream }) => own?.has(stream) ?? true);
  return { streams: heads.length, events: heads.reduce((sum, { version }) => sum + version, 0) };
}

/** All versions of the protocol that were ever published. */
export async function publishedDesigns(
  ports: Pick<CommandPorts, "states" | "designs" | "ratings">,
  study: StudyId,
): Promise<readonly CompiledDesign[]> {
  const { facts } = await loadFacts(ports, { study, sites: "all" }, "study", study, {});
  return facts.study.designs.flatMap(({ version }) => facts.designs(version) ?? []);
}
