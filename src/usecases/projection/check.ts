import { canonicalJson, type StudyId } from "#kernel";
import type { StreamId } from "#ledger";
import type { ProjectionStore, StoredRow, StudyMoment } from "../ports/projection-store.ts";
import { projectFromScratch, type ScratchPorts } from "./rows-from-scratch.ts";
import { sitesOfStream } from "./sites-of-stream.ts";

/** Where the projections do not say what the events say. */
export type ProjectionCheck = {
  readonly rows: number;
  /** Rows that the events ask for and that are not there, or otherwise. */
  readonly missing: readonly StoredRow[];
  /** Rows that no event accounts for. */
  readonly unfounded: readonly StoredRow[];
  /** Streams that the database shows to other sites than their events say. */
  readonly shownToOthers: readonly StreamId[];
};

/** Compares every projection with what a rebuild would make of it, as all stood at one moment; changes nothing. */
export function checkProjections(
  ports: ScratchPorts & { readonly projections: ProjectionStore },
  study: StudyId,
): Promise<ProjectionCheck> {
  return ports.projections.look(study, async (moment) => {
    const stored = new Map((await moment.rows()).map((row) => [fingerprint(row), row]));
    const shown = new Map(moment.streams.map(({ stream, sites }) => [stream, sites]));
    const missing: StoredRow[] = [];
    const shownToOthers: StreamId[] = [];
    let rows = 0;
    for await (const projected of projectFromScratch(ports, study, moment)) {
      for (const { table, row } of projected.rows) {
        rows++;
        if (!stored.delete(fingerprint({ table, row }))) missing.push({ table, row });
      }
      if (isShownToOthers(projected, shown)) shownToOthers.push(projected.stream);
    }
    return { rows, missing, unfounded: [...stored.values()], shownToOthers };
  });
}

function isShownToOthers(
  { stream, state }: { readonly stream: StreamId; readonly state: unknown },
  shown: ReadonlyMap<StreamId, StudyMoment["streams"][number]["sites"]>,
): boolean {
  const founded = [...(sitesOfStream(stream, state) ?? [])].sort().join(",");
  return founded !== [...(shown.get(stream) ?? [])].sort().join(",");
}

/** A column that is null and one that was never named are the same. */
function fingerprint({ table, row }: StoredRow): string {
  const named = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return `${table} ${canonicalJson(Object.fromEntries(named))}`;
}
