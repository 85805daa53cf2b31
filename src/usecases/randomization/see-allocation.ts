import { failed, ok, type Refusal, type Result, refusal, type StudyId } from "#kernel";
import {
  type AllocatedSlot,
  type Allocation,
  allocationPlan,
  armOf,
  countIn,
  isPlacedUnder,
  levelIn,
  levelKey,
  randomizationNumber,
  siteFactorId,
} from "#trial";
import { type Agent, appendToStudy } from "../ledger/append-to-study.ts";
import { type SealedPorts, type Unsealed, unseal } from "./recompute.ts";

/** How many of each arm, over all and at each value of each factor. Behind the seal: for the unblinded statistician alone. */
export type ArmCountsView = {
  readonly arms: readonly { readonly armId: string; readonly label: string; readonly weight: number }[];
  readonly all: readonly number[];
  readonly levels: readonly {
    readonly factor: string;
    readonly label: string;
    /** In the order of the arms. */
    readonly counts: readonly number[];
    /** The range over arms of how many there are by weight. */
    readonly imbalance: number;
  }[];
};

/** One place of the allocation. */
export type SeenPlace = {
  readonly number: string;
  readonly participant: string;
  readonly site: string;
  readonly arm: string;
};

/** Opens the counts by arm; that somebody did is an event of the study. */
export async function seeArmCounts(
  ports: SealedPorts,
  study: StudyId,
  agent: Agent,
): Promise<Result<ArmCountsView, Refusal>> {
  const unsealed = await unseal(ports, study);
  const sites = await siteNames(ports, study);
  const counts = countsIn(unsealed, sites);
  if (!counts) return failed(nothingToSee());
  await noteSeen(ports, study, unsealed, "counts", agent);
  return ok(counts);
}

/** Opens the list: who was given which arm. That somebody did is an event of the study. */
export async function seeAllocationList(
  ports: SealedPorts,
  study: StudyId,
  agent: Agent,
): Promise<Result<readonly SeenPlace[], Refusal>> {
  const unsealed = await unseal(ports, study);
  const { facts, sealed } = unsealed;
  if (sealed.allocation.opened.length === 0) return failed(nothingToSee());
  const sites = await siteNames(ports, study);
  const rows = await ports.lists.participants({ study, sites: "all" });
  const known = new Map(rows.map((row) => [row.participantId as string, row]));
  const design = facts.designs(facts.study.designs.at(-1)?.version ?? "");
  const nameOf = (armId: string): string => design?.design.arms.find(({ id }) => id === armId)?.name ?? armId;
  const places = sealed.allocation.taken.map((slot): SeenPlace => {
    const row = known.get(slot.participantId);
    return {
      number: randomizationNumber(slot.number),
      participant: row?.number ?? "",
      site: sites.get(slot.strata[siteFactorId] ?? row?.siteId ?? "") ?? "",
      arm: nameOf(armOf(sealed, slot)),
    };
  });
  await noteSeen(ports, study, unsealed, "list", agent);
  return ok(places);
}

function countsIn(
  { facts, sealed }: Unsealed,
  sites: ReadonlyMap<string, string>,
): ArmCountsView | undefined {
  const { opened, taken } = sealed.allocation;
  const design = facts.designs(opened.at(-1)?.designVersion ?? "");
  const plan = design && allocationPlan(design);
  if (!plan?.ok) return undefined;
  const { arms, factors } = plan.value;
  const allocations = taken
    .filter((slot: AllocatedSlot) => isPlacedUnder(plan.value, slot))
    .map((slot): Allocation => ({ strata: slot.strata, armId: armOf(sealed, slot) }))
    // Of an earlier plan's arms there may be some that this one does not have.
    .filter(({ armId }) => arms.some((arm) => arm.armId === armId));
  const counts = new Map<string, number[]>();
  for (const allocation of allocations) countIn(counts, plan.value, allocation);
  const levelsOf = (id: string): readonly (readonly [string, string])[] => {
    const listed = factors.find((factor) => factor.id === id)?.levels;
    if (listed) return [...listed];
    const seen = [...new Set(allocations.map(({ strata }) => levelIn(strata, id)))];
    return seen
      .map((level) => [level, id === siteFactorId ? (sites.get(level) ?? level) : level] as const)
      .toSorted(([, a], [, b]) => a.localeCompare(b));
  };
  return {
    arms: arms.map(({ armId, weight }) => ({
      armId,
      weight,
      label: design?.design.arms.find(({ id }) => id === armId)?.name ?? armId,
    })),
    all: arms.map(({ armId }) => allocations.filter((one) => one.armId === armId).length),
    levels: factors.flatMap(({ id, label: factor }) =>
      levelsOf(id).map(([level, label]) => {
        const ofLevel = counts.get(levelKey(id, level)) ?? arms.map(() => 0);
        const byWeight = ofLevel.map((count, at) => count / (arms[at]?.weight ?? 1));
        const imbalance = Math.max(...byWeight) - Math.min(...byWeight);
        return { factor, label, counts: ofLevel, imbalance: Math.round(imbalance * 1000) / 1000 };
      }),
    ),
  };
}

async function siteNames(ports: SealedPorts, study: StudyId): Promise<ReadonlyMap<string, string>> {
  const sites = await ports.lists.sites({ study, sites: "all" });
  return new Map(sites.map(({ siteId, number, name }) => [siteId as string, `${number} ${name}`]));
}

function noteSeen(
  ports: SealedPorts,
  study: StudyId,
  { sealed }: Unsealed,
  contents: "counts" | "list",
  agent: Agent,
): Promise<void> {
  const data = { contents, randomized: sealed.allocation.taken.length };
  return appendToStudy(ports, study, { type: "AllocationSeen", data }, agent);
}

function nothingToSee(): Refusal {
  const message = "Nothing is behind the seal yet: randomization was not opened.";
  return refusal("randomization-not-open", message, "ICH E9 2.3.2");
}
