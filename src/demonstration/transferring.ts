import type { SiteId } from "#kernel";
import type { Story } from "./agenda.ts";
import { administrator } from "./cast.ts";
import type { Fate } from "./fate.ts";
import type { AtSite } from "./telling.ts";
import { at, dayFromEnd } from "./telling.ts";

/** Somebody moves, and is given into the care of the other site. Both sites are at rest at that moment. */
export async function* transferring(from: AtSite, { person, transfer }: Fate, toSite: SiteId): Story {
  if (!transfer) return;
  const effectiveOn = dayFromEnd(from, transfer.inDays);
  yield at(from, effectiveOn, "18:00");
  await from.conduct.act({
    as: administrator.username,
    type: "transfer-participant",
    about: person.participantId,
    zone: from.site.zone,
    data: { toSite, effectiveOn },
  });
}
