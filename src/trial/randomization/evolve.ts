import type { ParticipantId, Sha256 } from "#kernel";
import { unreachable } from "#kernel";
import { type AnyRecorded, type EventsOf, isOneOf, type Recorded } from "../event.ts";
import type { SealedSecret, Secret } from "../sealed/secret.ts";
import { allocationEvents } from "./events.ts";
import type { Strata } from "./strata.ts";

/** Somebody's place in the allocation. */
export type AllocatedSlot = {
  /** Consecutive in the study, from 1. */
  readonly number: number;
  readonly participantId: ParticipantId;
  readonly planVersion: Sha256;
  readonly stratum: string;
  readonly position: number;
  readonly strata: Strata;
  readonly arm?: Secret | SealedSecret | undefined;
};

/** A plan that was opened: what drawing depends on, and the name of its sub-streams, which no other opening has. */
export type OpenedPlan = {
  readonly hash: Sha256;
  readonly version: Sha256;
  readonly designVersion: string;
  /** Lengths of blocks that were chosen with the opening. */
  readonly blockSizes?: Secret | SealedSecret | undefined;
};

/** What is recorded behind the seal, its secrets closed. */
export type AllocationState = {
  readonly seed: Secret | SealedSecret | null;
  /** The plan that was opened last. */
  readonly plan: OpenedPlan | null;
  /** All plans that were opened, oldest first. */
  readonly opened: readonly OpenedPlan[];
  /** Of each list, by `listKey`: the secrets of its slots, in order. */
  readonly lists: Readonly<Record<string, readonly (Secret | SealedSecret)[]>>;
  readonly taken: readonly AllocatedSlot[];
};

export const noAllocation: AllocationState = {
  seed: null,
  plan: null,
  opened: [],
  lists: {},
  taken: [],
};

export function listKey(planVersion: string, stratum: string): string {
  return `${planVersion} ${stratum}`;
}

/** Folds any event of the sealed stream of allocation. */
export function evolveAllocationStream(state: AllocationState, event: AnyRecorded): AllocationState {
  return isOneOf(allocationEvents, event) ? evolveAllocation(state, event) : state;
}

function evolveAllocation(
  state: AllocationState,
  event: Recorded<EventsOf<typeof allocationEvents>>,
): AllocationState {
  switch (event.type) {
    case "AllocationOpened": {
      const { designVersion, planHash, planVersion, seed, blockSizes } = event.data;
      const plan: OpenedPlan = {
        designVersion,
        hash: planHash as Sha256,
        version: planVersion as Sha256,
        blockSizes,
      };
      return { ...state, seed, plan, opened: [...state.opened, plan] };
    }
    case "SlotsSealed": {
      const { planVersion, stratum, slots } = event.data;
      const key = listKey(planVersion, stratum);
      return { ...state, lists: { ...state.lists, [key]: [...(state.lists[key] ?? []), ...slots] } };
    }
    case "SlotTaken": {
      const { takenAt: _takenAt, ...slot } = event.data;
      return { ...state, taken: [...state.taken, { ...slot, planVersion: slot.planVersion as Sha256 }] };
    }
    default:
      return unreachable(event);
  }
}
