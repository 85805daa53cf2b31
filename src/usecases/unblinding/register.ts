import type { Role } from "#design";
import type { StreamId } from "#ledger";
import {
  isAfterUnblinding,
  mayReadNotes,
  noUnblindingNote,
  seesLaterRatings,
  seesUnblinding,
  unblindingStream,
} from "#trial";
import { foldings } from "../ledger/foldings.ts";
import type { UnblindingRow } from "../ports/lists.ts";
import { askParticipants } from "../query/asked-participants.ts";
import { type AskedParticipant, type Asking, namesOfUsers, scopeFor } from "../query/asking.ts";
import type { QueryPorts } from "../query/ports.ts";

/** A line of the register of unblindings: when, about whom, by whom, why and by which way, who now knows; never an arm. */
export type RegisterLine = Omit<UnblindingRow, "by" | "facts"> &
  Omit<UnblindingRow["facts"], "noteIds"> & {
    readonly byName: string;
    readonly isOwn: boolean;
    /** What was written of it, for those who may read words that can tell an arm; null for everybody else. */
    readonly notes: readonly string[] | null;
    readonly careChanged: boolean | null;
    /** Assessments asked for or handed in afterwards; null for those who are not told. */
    readonly laterRatings: number | null;
  };

/** The register, as far as the person may see it, the newest first. */
export async function listUnblindings(ports: QueryPorts, asking: Asking): Promise<readonly RegisterLine[]> {
  const roles = asking.principal.standings.map(({ role }) => role);
  const rows = (await ports.lists.unblindings(scopeFor(asking, "see-unblindings"))).filter(({ kind }) =>
    seesUnblinding(kind, roles),
  );
  const ids = rows.map(({ participantId }) => participantId);
  const [nameOf, records] = await Promise.all([
    namesOfUsers(ports),
    seesLaterRatings(roles) ? askParticipants(ports, asking, ids, "see-unblindings") : undefined,
  ]);
  return Promise.all(
    rows.map(async ({ by, facts: { noteIds, ...facts }, ...row }) => ({
      ...row,
      ...facts,
      byName: nameOf(by),
      isOwn: by === asking.principal.user,
      ...(await notesOf(ports, asking, roles, noteIds)),
      laterRatings: records ? laterRatings(records.get(row.participantId), row.kind) : null,
    })),
  );
}

async function notesOf(
  { states }: QueryPorts,
  { study, principal }: Asking,
  roles: readonly Role[],
  noteIds: readonly string[],
): Promise<Pick<RegisterLine, "notes" | "careChanged">> {
  const toLoad = noteIds.map((id) => ({
    stream: unblindingStream(id) as StreamId,
    folding: foldings.unblinding,
    keyOwner: id,
  }));
  // The words lie where no site reaches them; who may read them is decided here, note by note.
  const loaded = await states.load({ study, sites: "all" }, ...toLoad);
  const known = loaded.map(({ state }) => state ?? noUnblindingNote);
  const readable = known.filter(
    (state) => state.kind !== "none" && (mayReadNotes(roles) || state.by === principal.user),
  );
  if (readable.length === 0) return { notes: null, careChanged: null };
  const words = readable.flatMap((state) => {
    if (state.kind === "none") return [];
    return state.kind === "safety" ? [state.why.freeText] : [state.note.freeText];
  });
  const told = readable.find((state) => state.kind === "note" && state.careChanged !== null);
  return { notes: words, careChanged: told?.kind === "note" ? told.careChanged : null };
}

function laterRatings(record: AskedParticipant | undefined, kind: UnblindingRow["kind"]): number {
  if (!record || kind === "safety") return 0;
  const { state } = record;
  return Object.values(state.ratings).filter((request) => isAfterUnblinding(state, request)).length;
}
