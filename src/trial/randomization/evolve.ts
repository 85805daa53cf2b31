import type { ParticipantId, Sha256 } from "#kernel";
import { unreachable } from "#kernel";
import { type AnyRecorded, type EventsOf, isOneOf, type Recorded } from "../event.ts";
import type { SealedSecret, Secret } from "../sealed/secret.ts";
import { allocationEvents } from "./events.ts";
import type { Strata } from "./strata.ts";

/** Somebody's place in the allocation. */
export type TakenSlot = {
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
  /** The newest that was opened. */
  readonly planVersion: Sha256 | null;
  readonly designVersion: string | null;
  /** Of each list, by `listKey`: the secrets of its slots, in order. */
  readonly lists: Readonly<Record<string, readonly (Secret | SealedSecret)[]>>;
  readonly taken: readonly TakenSlot[];
};

export const noAllocation: AllocationState = {
  seed: null,
  planVersion: null,
  designVersion: null,
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
      const { designVersion, planVersion, seed } = event.data;
      return { ...state, designVersion, planVersion: planVersion as Sha256, seed };
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
