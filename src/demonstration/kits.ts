import { type CompiledDesign, kitKindsAt, levelsAt, packedDoses } from "#design";
import { addDays, type CalendarDate, type SiteId } from "#kernel";
import { kitsInHand, kitsOfSession } from "#trial";
import type { Story } from "./agenda.ts";
import { type DemonstrationSite, members } from "./cast.ts";
import type { Conduct } from "./conduct.ts";
import { designOf, doFor, later, stateOf, type Telling } from "./telling.ts";

/** Enough for every session of the story at a site, whatever the arms. */
const setsPerArm = 30;

/** The unblinded pharmacist sends kits to a site, and its own pharmacist receives them, all of them there. */
export async function stockSite(
  conduct: Conduct,
  site: DemonstrationSite,
  siteId: SiteId,
  design: CompiledDesign,
): Promise<void> {
  const { act, ports } = conduct;
  const today = ports.clock.now().slice(0, 10) as CalendarDate;
  const as = members.find(({ roles }) => roles.includes("unblinded-pharmacist"))?.username ?? "";
  const packs = (design.design.kits?.levels ?? []).flatMap(({ id }) =>
    packedDoses(design, id).flatMap(({ armId, level, ...dose }) =>
      (["initial", "supplemental"] as const).map((kind) => ({
        armId,
        level,
        kind,
        lot: `DEMO-${armId.slice(0, 1).toUpperCase()}${level}`,
        expiresOn: addDays(today, 900),
        capsules: kind === "initial" ? 2 : 1,
        milligrams: dose[kind],
      })),
    ),
  );
  if (packs.length === 0) return;
  const data = { setsPerArm, expiresOn: addDays(today, 800), packs };
  await act({ as, type: "ship-kits", about: siteId, data });
  const stock = await conduct.stock(siteId);
  const lines = Object.values(stock.kits).map(({ code }) => ({ code, condition: "present" }));
  const shipmentId = stock.shipments[0]?.shipmentId;
  const receipt = { shipmentId, temperature: "in-range", lines };
  await act({ as: site.pharmacist, type: "receive-shipment", about: siteId, data: receipt, zone: site.zone });
}

/** The level is decided where there is a choice; both kits are assigned and handed out before the session begins. */
export async function handOutKits(telling: Telling, visitId: string, encounterId: string): Promise<void> {
  const design = await designOf(telling, await stateOf(telling));
  const levels = levelsAt(design, encounterId);
  if (kitKindsAt(design, encounterId).length === 0) return;
  const { investigator, pharmacist } = telling.site;
  const [level] = levels;
  if (levels.length > 1) {
    const data = { visitId, level, because: "as-planned" };
    await doFor(telling, { as: investigator, type: "decide-dose-level", data });
  }
  await doFor(telling, { as: pharmacist, type: "assign-kits", data: { visitId } });
  for (const { code } of await inHand(telling, visitId))
    await doFor(telling, {
      as: pharmacist,
      type: "dispense-kit",
      data: { visitId, code },
      witness: telling.site.coordinator,
    });
}

/** The empty kit comes back, and the supplemental one too, untouched where it was not given. */
export async function* takeKitsBack(telling: Telling, visitId: string, isSupplemented: boolean): Story {
  const kits = await inHand(telling, visitId);
  if (kits.length === 0) return;
  yield later(telling, 3);
  for (const { code, kind } of kits) {
    const isUsed = kind === "initial" || isSupplemented;
    const data = { visitId, code, condition: isUsed ? "empty" : "unused", capsules: isUsed ? 0 : 1 };
    await doFor(telling, {
      as: telling.site.pharmacist,
      type: "return-kit",
      data,
      witness: telling.site.coordinator,
    });
  }
}

async function inHand(telling: Telling, visitId: string) {
  const state = await stateOf(telling);
  return kitsInHand(kitsOfSession(state.kits, visitId), telling.siteId);
}
