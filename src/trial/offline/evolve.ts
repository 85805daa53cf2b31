import { type Instant, unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { offlineActEvents } from "./events.ts";

type OfflineActEvent = EventsOf<typeof offlineActEvents>;

/** Something that was taken in somebody's name, and whether they have confirmed it. */
export type OfflineAct = Extract<OfflineActEvent, { type: "OfflineActTaken" }>["data"] & {
  readonly takenAt: Instant;
  readonly standing: "to-confirm" | "confirmed" | "disputed";
};

/** By their ids. */
export type OfflineActsState = Readonly<Record<string, OfflineAct>>;

export const noOfflineActs: OfflineActsState = {};

export function evolveOfflineActs(
  state: OfflineActsState,
  event: Recorded<OfflineActEvent>,
): OfflineActsState {
  switch (event.type) {
    case "OfflineActTaken": {
      const act = { ...event.data, takenAt: event.meta.recordedAt, standing: "to-confirm" as const };
      return { ...state, [event.data.actId]: act };
    }
    case "OfflineActConfirmed":
      return withStanding(state, event.data.actId, "confirmed");
    case "OfflineActDisputed":
      return withStanding(state, event.data.actId, "disputed");
    case "RefusedCommandPutAside":
      return state;
    default:
      return unreachable(event);
  }
}

function withStanding(
  state: OfflineActsState,
  actId: string,
  standing: OfflineAct["standing"],
): OfflineActsState {
  const act = state[actId];
  return act ? { ...state, [actId]: { ...act, standing } } : state;
}
