import { meadowStudy } from "./meadow-study.ts";
import { north } from "./people.ts";
import type { Story } from "./story.ts";

/** Packs of every level of the meadow study, as the unblinded side sends them. */
export function packsOf(levels: readonly string[] = ["80", "120"], expiresOn = "2027-06-30") {
  const milligrams: Readonly<Record<string, number>> = { "active 80": 80, "active 120": 120 };
  return levels.flatMap((level) =>
    (meadowStudy.arms ?? []).flatMap(({ id: armId }) => {
      const initial = milligrams[`${armId} ${level}`] ?? 30;
      const common = { armId, level, lot: `LOT-${armId}`, expiresOn };
      return [
        { ...common, kind: "initial", capsules: 2, milligrams: initial },
        { ...common, kind: "supplemental", capsules: 1, milligrams: initial / 2 },
      ];
    }),
  );
}

/** Kits on their way to the site: so many for each arm, of one level where nothing else is said. */
export function shipped(
  story: Story,
  setsPerArm = 2,
  { levels = ["80"], expiresOn = "2026-12-31", site = north } = {},
): Story {
  return story.does("ship-kits", { setsPerArm, expiresOn, packs: packsOf(levels) }, { about: site });
}

/** The newest shipment received, all of it there save what is said to be otherwise. */
export function received(
  story: Story,
  otherwise: Readonly<Record<string, "missing" | "damaged">> = {},
  { temperature = "in-range", site = north } = {},
): Story {
  const stock = story.trial.stocks[site];
  const shipmentId = stock?.shipments.at(-1)?.shipmentId;
  const lines = Object.values(stock?.kits ?? {})
    .filter((kit) => kit.shipmentId === shipmentId)
    .map(({ code }) => ({ code, condition: otherwise[code] ?? "present" }));
  return story.does("receive-shipment", { shipmentId, temperature, lines }, { about: site });
}

/** A stock of so many sets for each arm, received. */
export function stocked(story: Story, setsPerArm = 2, more: Parameters<typeof shipped>[2] = {}): Story {
  return received(shipped(story, setsPerArm, more), {}, more?.site ? { site: more.site } : {});
}
