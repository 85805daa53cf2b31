import type { StudyId } from "#kernel";
import { type ParticipantState, participantStream, type RatingState, ratingStream } from "#trial";
import { foldings } from "../../ledger/foldings.ts";
import type { ParticipantRow } from "../../ports/lists.ts";
import type { QueryPorts } from "../ports.ts";

/** Everybody who was, or is to be, rated; with the site's row for their number. */
export type RatedParticipant = { readonly row: ParticipantRow; readonly state: ParticipantState };

export async function ratedParticipants(
  ports: Pick<QueryPorts, "lists" | "states">,
  study: StudyId,
): Promise<readonly RatedParticipant[]> {
  const scope = { study, sites: "all" as const };
  const rows = await ports.lists.participants(scope);
  const toLoad = rows.map(({ participantId }) => ({
    stream: participantStream(participantId),
    folding: foldings.participant,
    keyOwner: participantId as string,
  }));
  const loaded = await ports.states.load(scope, ...toLoad);
  return rows.flatMap((row, index) => {
    const state = (loaded as readonly { readonly state: ParticipantState }[])[index]?.state;
    return state && Object.keys(state.ratings).length > 0 ? [{ row, state }] : [];
  });
}

/** Assessments by their handles, opened. */
export async function ratingsByHandle(
  { states }: Pick<QueryPorts, "states">,
  study: StudyId,
  handles: readonly string[],
): Promise<ReadonlyMap<string, RatingState>> {
  const toLoad = handles.map((handle) => ({
    stream: ratingStream(handle),
    folding: foldings.rating,
    keyOwner: handle,
  }));
  const loaded = await states.load({ study, sites: "all" }, ...toLoad);
  return new Map(
    (loaded as readonly { readonly state: RatingState }[]).map(({ state }, index) => [
      handles[index] ?? "",
      state,
    ]),
  );
}
