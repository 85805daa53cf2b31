import type { StudyId } from "#kernel";
import type { ProjectionRow } from "../ports/event-store.ts";
import type { ProjectionStore } from "../ports/projection-store.ts";
import { changedRows } from "./changed-rows.ts";
import { projectFromScratch, type ScratchPorts } from "./rows-from-scratch.ts";

/**
 * Throws all projections of a study away and makes them anew from its events. Whoever wants to write meanwhile waits. Returns how
 * many rows there are now.
 */
export async function rebuildProjections(
  ports: ScratchPorts & { readonly projections: ProjectionStore },
  study: StudyId,
): Promise<number> {
  const rows: ProjectionRow[] = [];
  await ports.projections.replaceAll(study, async (moment) => {
    for await (const projected of projectFromScratch(ports, study, moment))
      rows.push(...changedRows([], projected.rows));
    return rows;
  });
  return rows.length;
}
