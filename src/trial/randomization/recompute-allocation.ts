import type { CompiledDesign } from "#design";
import type { SealedFacts } from "../sealed/sealed-facts.ts";
import { type AllocationPlan, allocationPlan, planVersionOf } from "./allocation-plan.ts";
import { drawnPlan } from "./block-sizes.ts";
import type { Allocation } from "./counts.ts";
import type { AllocatedSlot, OpenedPlan } from "./evolve.ts";
import { type AllocationDifference, type ClaimedAllocation, recompute } from "./recompute.ts";
import { allocationSource, armOf } from "./sealed-arms.ts";
import { randomizationNumber } from "./slots.ts";
import { isPlacedUnder } from "./take-slot.ts";

/** What everybody may know of somebody's randomization, to be compared with what is sealed. */
export type PublicPlace = {
  readonly number: string;
  readonly participantId: string;
  readonly strata: Readonly<Record<string, string>>;
};

/** Where what is sealed, what is public and what the seed gives are not the same. */
export type FoundDifference =
  | AllocationDifference
  /** The sealed place, or the public one, is missing, or names somebody else or other values. */
  | { readonly kind: "record"; readonly number: string }
  /** What is sealed in the place was altered, or belongs to another place. */
  | { readonly kind: "seal"; readonly number: string }
  /** The plan is not the one that was opened. */
  | { readonly kind: "plan"; readonly number: string; readonly designVersion: string };

/** What came of drawing a study's allocation again. */
export type Recomputation = { readonly compared: number; readonly differences: readonly FoundDifference[] };

/**
 * Draws all of a study's allocation again from its sealed seed, plan by plan in the order in which they were opened, and compares
 * it with the arms that are sealed and with what is public. No difference proves that every arm came from the seed.
 */
export function recomputeAllocation(
  sealed: SealedFacts,
  study: string,
  designOf: (version: string) => CompiledDesign | undefined,
  open: readonly PublicPlace[],
): Recomputation {
  const { taken, opened } = sealed.allocation;
  const arms = new Map(taken.map((slot) => [slot.number, openedArm(sealed, slot)]));
  const drawn = opened.flatMap((plan) => {
    const slots = taken.filter(({ planVersion }) => planVersion === plan.version);
    return slots.length === 0 ? [] : differencesUnder(sealed, { study, designOf, plan, slots, arms });
  });
  const broken = taken
    .filter(({ number }) => arms.get(number) === undefined)
    .map(({ number }) => ({ kind: "seal", number: randomizationNumber(number) }) as const);
  return { compared: taken.length, differences: [...recordDifferences(taken, open), ...broken, ...drawn] };
}

type Under = {
  readonly study: string;
  readonly designOf: (version: string) => CompiledDesign | undefined;
  readonly plan: OpenedPlan;
  readonly slots: readonly AllocatedSlot[];
  /** By number; undefined where the arm cannot be opened. */
  readonly arms: ReadonlyMap<number, string | undefined>;
};

function differencesUnder(
  sealed: SealedFacts,
  { study, designOf, plan: opened, slots, arms }: Under,
): readonly FoundDifference[] {
  const first = slots[0]?.number ?? 1;
  const plan = planAsOpened(sealed, opened, designOf);
  if (!plan)
    return [{ kind: "plan", number: randomizationNumber(first), designVersion: opened.designVersion }];
  const claimed = slots.map(
    ({ number, strata }): ClaimedAllocation => ({
      number: randomizationNumber(number),
      strata,
      armId: arms.get(number) ?? null,
    }),
  );
  const earlier = sealed.allocation.taken
    .filter((slot) => slot.number < first && isPlacedUnder(plan, slot))
    .flatMap(({ number, strata }): readonly Allocation[] => {
      const armId = arms.get(number);
      return armId === undefined ? [] : [{ strata, armId }];
    });
  const source = allocationSource(sealed, study, opened.version);
  const found = recompute(source, plan, claimed, earlier, first);
  // What cannot be opened is told once.
  return found.filter((one) => !(one.kind === "arm" && one.claimed === null));
}

/** The plan as it was opened; undefined where the design does not give it. */
function planAsOpened(
  sealed: SealedFacts,
  opened: OpenedPlan,
  designOf: Under["designOf"],
): AllocationPlan | undefined {
  const design = designOf(opened.designVersion);
  const plan = design && allocationPlan(design);
  if (!plan?.ok || planVersionOf(plan.value) !== opened.hash) return undefined;
  // Values were checked when they were taken, some under later versions that share the plan and know more of them.
  const factors = plan.value.factors.map((factor) => ({ ...factor, levels: undefined }));
  return drawnPlan({ ...plan.value, factors }, opened, sealed.open);
}

function openedArm(sealed: SealedFacts, slot: AllocatedSlot): string | undefined {
  try {
    return armOf(sealed, slot);
  } catch {
    return undefined;
  }
}

/** Both sides have the same numbers, each for the same participant with the same values. */
function recordDifferences(
  taken: readonly AllocatedSlot[],
  open: readonly PublicPlace[],
): readonly FoundDifference[] {
  const known = new Map(open.map((place) => [place.number, place]));
  const sealedNumbers = new Set(taken.map(({ number }) => randomizationNumber(number)));
  const differing = taken.filter((slot) => !isSamePlace(slot, known.get(randomizationNumber(slot.number))));
  return [
    ...differing.map(({ number }) => randomizationNumber(number)),
    ...open.map(({ number }) => number).filter((number) => !sealedNumbers.has(number)),
  ].map((number) => ({ kind: "record", number }));
}

function isSamePlace({ participantId, strata }: AllocatedSlot, place: PublicPlace | undefined): boolean {
  if (place?.participantId !== participantId) return false;
  const ids = new Set([...Object.keys(strata), ...Object.keys(place.strata)]);
  return [...ids].every((id) => strata[id] === place.strata[id]);
}
