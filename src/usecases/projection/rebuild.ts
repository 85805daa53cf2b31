import type { StudyId } from "#kernel";
import type { StreamId } from "#ledger";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";
import { foldingOf, keyOwnerOf, streamKind } from "../ledger/foldings.ts";
import type { ProjectionRow } from "../ports/event-store.ts";
import type { LedgerArchive } from "../ports/ledger-archive.ts";
import { changedRows } from "./changed-rows.ts";
import { rowsOfStream } from "./rows-of-stream.ts";

/** Replaces all rows of a study's projections, in one transaction. */
export type ProjectionStore = {
  readonly replaceAll: (study: StudyId, rows: readonly ProjectionRow[]) => Promise<void>;
};

type RebuildPorts = Pick<CommandPorts, "states" | "designs" | "ratings"> & {
  readonly archive: LedgerArchive;
  readonly projections: ProjectionStore;
};

/** Throws all projections of a study away and makes them anew from its events. Returns how many rows there are now. */
export async function rebuildProjections(ports: RebuildPorts, study: StudyId): Promise<number> {
  const { heads } = await ports.archive.heads(study);
  const rows: ProjectionRow[] = [];
  for (const { stream } of heads) rows.push(...(await rowsFromScratch(ports, study, stream)));
  await ports.projections.replaceAll(study, rows);
  return rows.length;
}

async function rowsFromScratch(
  ports: RebuildPorts,
  study: StudyId,
  stream: StreamId,
): Promise<readonly ProjectionRow[]> {
  const kind = streamKind(stream);
  if (!kind) return [];
  const scope = { study, sites: "all" } as const;
  const owner = keyOwnerOf(stream);
  const [loaded] = await ports.states.load(scope, {
    stream,
    folding: foldingOf(stream),
    ...(owner === undefined ? {} : { keyOwner: owner }),
  });
  const { facts } = await loadFacts(ports, scope, kind, stream.slice(kind.length + 1), {});
  return changedRows([], rowsOfStream(study, stream, loaded.state, { facts }));
}
