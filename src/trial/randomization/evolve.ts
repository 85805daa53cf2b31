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

/** What is recorded behind the seal, its secrets closed. */
export type AllocationState = {
  readonly seed: Secret | SealedSecret | null;
  /** The plan that was opened last: what drawing depends on, and the name of its sub-streams, which no other opening has. */
  readonly plan: { readonly hash: Sha256; readonly version: Sha256; readonly designVersion: string } | null;
  /** How many plans were opened so far. */
  readonly openings: number;
  /** Of each list, by `listKey`: the secrets of its slots, in order. */
  readonly lists: Readonly<Record<string, readonly (Secret | SealedSecret)[]>>;
  readonly taken: readonly AllocatedSlot[];
};

export const noAllocation: AllocationState = {
  seed: null,
  plan: null,
  openings: 0,
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
      const { designVersion, planHash, planVersion, seed } = event.data;
      const plan = { designVersion, hash: planHash as Sha256, version: planVersion as Sha256 };
      return { ...state, seed, plan, openings: state.openings + 1 };
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
