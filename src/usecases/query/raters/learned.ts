import type { StudyId } from "#kernel";
import type { Learned, ParticipantState } from "#trial";
import type { QueryPorts } from "../ports.ts";
import { ratingsByHandle } from "./rated-participants.ts";

/**
 * By the handle of a rating what its rater had learned of the participant, in it or in an earlier one: from then on every rating of theirs is
 * flagged. Those of which nothing is to be told are not there.
 */
export async function learnedByRating(
  ports: Pick<QueryPorts, "states">,
  study: StudyId,
  { ratings }: Pick<ParticipantState, "ratings">,
): Promise<ReadonlyMap<string, readonly Learned[]>> {
  const requests = Object.values(ratings);
  if (!requests.some(({ isRaterBarred }) => isRaterBarred)) return new Map();
  const known = await ratingsByHandle(ports, study, Object.keys(ratings));
  const ofHandle = (handle: string): readonly Learned[] => known.get(handle)?.learned ?? [];
  return new Map(
    requests.flatMap(({ handle, rater, startsAt = "" }) => {
      const earlier = requests
        .filter((other) => other.rater === rater && other.handle !== handle)
        .flatMap((other) => ofHandle(other.handle))
        .filter(({ learnedAt }) => learnedAt <= startsAt);
      const all = [...ofHandle(handle), ...earlier];
      return all.length > 0 ? [[handle, all] as const] : [];
    }),
  );
}
