import type { Place } from "./command-samples.ts";
import type { World, WorldSite } from "./make-world.ts";
import { placeOf, randomPlace } from "./places.ts";

/** Ids that are not those of whom a request is about, and whose they are. */
export type Foreign = { readonly whose: string; readonly ids: Partial<Place> };

/** What is foreign to people who work for the first study: another study's ids, another participant's, nobody's. */
export function foreignInStudy(world: World): readonly Foreign[] {
  const [one, two] = world.studies;
  const { neighbor } = one.sites[0];
  const { queryId, deviationId, unblindingId } = neighbor;
  const handle = neighbor.handles[one.raters[1].userId] ?? "";
  return [
    {
      whose: "another study",
      ids: onlyIds(placeOf(world, two, two.sites[0], two.sites[0].participant, two.raters[0])),
    },
    { whose: "another participant", ids: { queryId, deviationId, unblindingId, handle, visitId: "extra" } },
    { whose: "nobody", ids: onlyIds(randomPlace) },
  ];
}

/** What is foreign to people who work for its first site alone, though not to the study. */
export function foreignAtSite(world: World): readonly Foreign[] {
  const [one] = world.studies;
  const there = placeOf(world, one, one.sites[1], one.sites[1].participant, one.raters[1]);
  const { studyId: _own, version: _everybodys, ...ids } = onlyIds(there);
  return [{ whose: "another site", ids }];
}

/** Names in the protocol (visits, forms) are the same for everybody who follows it: they are no ids of anybody. */
function onlyIds(place: Place): Partial<Place> {
  const { visitId: _visit, formKey: _form, signedForm: _signed, ratedForm: _rated, ...ids } = place;
  return ids;
}

/** Every word and id that stands for a site or somebody there. */
export function tracesOf(site: WorldSite): readonly string[] {
  const { siteId, marker, colleague, participant, neighbor } = site;
  return [
    siteId,
    marker,
    colleague.userId,
    colleague.grantId,
    colleague.delegationId,
    ...[participant, neighbor].flatMap((one) => [
      one.participantId,
      one.sessionId,
      one.queryId,
      one.deviationId,
      one.unblindingId,
      ...Object.values(one.handles),
    ]),
  ];
}
