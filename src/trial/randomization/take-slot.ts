import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import type { SealedFacts } from "../sealed/sealed-facts.ts";
import { allocationStream } from "../streams.ts";
import type { AllocationPlan } from "./allocation-plan.ts";
import { drawnPlan } from "./block-sizes.ts";
import { drawAt } from "./chance.ts";
import { countsOf } from "./counts.ts";
import { type AllocatedSlot, type AllocationState, listKey } from "./evolve.ts";
import { minimize } from "./minimization.ts";
import { permutedBlockList } from "./permuted-blocks.ts";
import { allocationSource, armOf, placeInList, placeOfNumber, sealedPlace } from "./sealed-arms.ts";
import { simpleAllocation } from "./simple.ts";
import { type Strata, stratumKey } from "./strata.ts";

/** So many slots of a stratum are drawn at a time, at least: what is left of them tells nothing of blocks. */
const slotsAtOnce = 50;

/**
 * Takes the next place for a participant: what is written behind the seal, and the number that everybody may know. With a list, nothing
 * is opened as long as it lasts.
 */
export function takeSlot(
  sealed: SealedFacts,
  plan: AllocationPlan,
  strata: Strata,
  { study, subjectId, now }: Pick<Context, "study" | "subjectId" | "now">,
): { readonly number: number; readonly events: readonly NewEvent[] } {
  const { taken, plan: opened } = sealed.allocation;
  if (!opened) throw new Error("There is no plan: randomization was not opened.");
  const planVersion = opened.version;
  const number = taken.length + 1;
  const stratum = stratumKey(plan, strata);
  const position = taken.filter(
    (slot) => slot.planVersion === planVersion && slot.stratum === stratum,
  ).length;
  const data = { number, participantId: subjectId, planVersion, stratum, position, strata, takenAt: now };
  if (plan.method === "permuted-blocks") {
    const drawn = drawnList(sealed, drawnPlan(plan, opened, sealed.open), {
      study,
      planVersion,
      stratum,
      position,
    });
    return { number, events: [...drawn, { type: "SlotTaken", stream: allocationStream, data }] };
  }
  const source = allocationSource(sealed, study, planVersion);
  const arm = drawnArm(sealed, plan, strata, drawAt(source, position));
  const withArm = { ...data, arm: sealedPlace(placeOfNumber(number), arm) };
  return { number, events: [{ type: "SlotTaken", stream: allocationStream, data: withArm }] };
}

/** More of a stratum's list, where it does not reach to the place. */
function drawnList(
  sealed: SealedFacts,
  plan: AllocationPlan,
  place: {
    readonly study: string;
    readonly planVersion: string;
    readonly stratum: string;
    readonly position: number;
  },
): readonly NewEvent[] {
  const { study, planVersion, stratum, position } = place;
  const key = listKey(planVersion, stratum);
  const from = sealed.allocation.lists[key]?.length ?? 0;
  if (position < from) return [];
  const source = allocationSource(sealed, study, planVersion);
  const list = permutedBlockList(source, plan, stratum, from + slotsAtOnce);
  const slots = list.slice(from).map((arm, at) => sealedPlace(placeInList(key, from + at), arm));
  return [{ type: "SlotsSealed", stream: allocationStream, data: { planVersion, stratum, from, slots } }];
}

function drawnArm(sealed: SealedFacts, plan: AllocationPlan, strata: Strata, draw: number): string {
  if (plan.method === "simple") return simpleAllocation(plan, draw);
  const earlier = placedUnder(plan, sealed.allocation).map((slot) => ({
    strata: slot.strata,
    armId: armOf(sealed, slot),
  }));
  return minimize(plan, countsOf(plan, earlier), strata, draw).armId;
}

/** Everybody so far whose values the plan knows: one of before an amendment may have none of a factor that came with it. */
export function placedUnder(plan: AllocationPlan, { taken }: AllocationState): readonly AllocatedSlot[] {
  return taken.filter((slot) => isPlacedUnder(plan, slot));
}

export function isPlacedUnder(
  { factors }: Pick<AllocationPlan, "factors">,
  { strata }: Pick<AllocatedSlot, "strata">,
): boolean {
  return factors.every(({ id }) => strata[id] !== undefined);
}
