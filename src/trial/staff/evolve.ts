import { type CalendarDate, type Instant, type UserId, unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import { noOfflineActs, type OfflineActsState } from "../offline/evolve.ts";
import type { trainingEvents } from "../training/events.ts";
import type { staffEvents } from "./events.ts";

type StaffEvent = EventsOf<typeof staffEvents>;

type DataOf<Type extends StaffEvent["type"]> = Extract<StaffEvent, { type: Type }>["data"];

/** A role that somebody has, at one site or in the whole study, from one day to another. */
export type RoleGrant = DataOf<"RoleGranted">;
/** What an investigator has let somebody do. */
export type Delegation = DataOf<"TasksDelegated"> & { readonly delegatedBy: UserId };
export type Credential = DataOf<"CredentialRecorded">;

/** That somebody read a definition, by the hash of its words, and when they said so. */
export type Acknowledgement = EventsOf<typeof trainingEvents>["data"] & { readonly at: Instant };

export type StaffState = {
  readonly name: string;
  readonly isMember: boolean;
  readonly grants: readonly RoleGrant[];
  readonly delegations: readonly Delegation[];
  readonly credentials: readonly Credential[];
  /** None: any. */
  readonly languages: readonly string[];
  /** Definitions that they have acknowledged, each in its words, the oldest first. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** What was taken in their name from a device. */
  readonly offlineActs: OfflineActsState;
};

export const noStaff: StaffState = {
  name: "",
  isMember: false,
  grants: [],
  delegations: [],
  credentials: [],
  languages: [],
  acknowledgements: [],
  offlineActs: noOfflineActs,
};

export function evolveStaff(state: StaffState, event: Recorded<StaffEvent>): StaffState {
  switch (event.type) {
    case "StaffMemberAdded":
      return { ...state, name: event.data.name, isMember: true };
    case "RoleGranted":
      return { ...state, grants: [...state.grants, event.data] };
    case "RoleEnded": {
      const { grantId, on } = event.data;
      const grants = state.grants.map((grant) =>
        grant.grantId === grantId ? { ...grant, until: on } : grant,
      );
      return { ...state, grants };
    }
    case "TasksDelegated": {
      const delegation = { ...event.data, delegatedBy: event.meta.actor.user };
      return { ...state, delegations: [...state.delegations, delegation] };
    }
    case "DelegationEnded": {
      const { delegationId, on } = event.data;
      const delegations = state.delegations.map((delegation) =>
        delegation.delegationId === delegationId ? { ...delegation, until: on } : delegation,
      );
      return { ...state, delegations };
    }
    case "CredentialRecorded":
      return { ...state, credentials: [...state.credentials, event.data] };
    case "LanguagesRecorded":
      return { ...state, languages: event.data.languages };
    default:
      return unreachable(event);
  }
}

export function evolveTraining(
  state: StaffState,
  { data, meta }: Recorded<EventsOf<typeof trainingEvents>>,
): StaffState {
  return { ...state, acknowledgements: [...state.acknowledgements, { ...data, at: meta.recordedAt }] };
}

/** Whether a period that may have no end covers the day; its last day is included. */
export function covers(
  { from, until }: { readonly from: CalendarDate; readonly until?: CalendarDate | undefined },
  on: CalendarDate,
): boolean {
  return from <= on && (until === undefined || on <= until);
}
