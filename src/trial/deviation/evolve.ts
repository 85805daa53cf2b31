import { type Instant, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import type { EventsOf, Recorded } from "../event.ts";
import type { DeviationCategory, deviationEvents } from "./events.ts";

export type Deviation = {
  readonly deviationId: string;
  readonly category: DeviationCategory;
  readonly rule: string;
  readonly description: FreeText;
  readonly detectedBy: "software" | "person";
  readonly about: string | null;
  readonly occurredAt: Instant;
  readonly recordedBy: string;
  readonly importance: "important" | "not-important" | "not-assessed";
  readonly correctiveAction: FreeText | null;
  readonly closed: boolean;
};

/** By deviation id. */
export type DeviationsState = Readonly<Record<string, Deviation>>;

export const noDeviations: DeviationsState = {};

export function evolveDeviations(
  state: DeviationsState,
  event: Recorded<EventsOf<typeof deviationEvents>>,
): DeviationsState {
  const { deviationId } = event.data;
  switch (event.type) {
    case "DeviationRecorded": {
      const { about, ...data } = event.data;
      const deviation: Deviation = {
        ...data,
        about: about ?? null,
        occurredAt: event.meta.occurredAt,
        recordedBy: event.meta.actor.user,
        importance: "not-assessed",
        correctiveAction: null,
        closed: false,
      };
      return { ...state, [deviationId]: deviation };
    }
    case "DeviationAssessed": {
      const deviation = state[deviationId];
      if (!deviation) return state;
      const { importance, correctiveAction, closed } = event.data;
      return { ...state, [deviationId]: { ...deviation, importance, correctiveAction, closed } };
    }
    default:
      return unreachable(event);
  }
}
