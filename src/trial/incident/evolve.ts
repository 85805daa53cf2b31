import { type Instant, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import { type AnyRecorded, type EventsOf, isOneOf, type Recorded } from "../event.ts";
import { incidentEvents } from "./events.ts";

type IncidentEvent = EventsOf<typeof incidentEvents>;
type DataOf<Type extends IncidentEvent["type"]> = Extract<IncidentEvent, { type: Type }>["data"];

/** Somebody did something about it. */
type Act = { readonly at: Instant; readonly by: string };

/** A confidential report, and what came of it. */
export type Incident = DataOf<"IncidentReported"> & {
  readonly reportedAt: Instant;
  readonly acknowledged: Act | null;
  readonly assessed: (Act & { readonly gravity: string; readonly assessment: FreeText }) | null;
  readonly notified: readonly (Act & {
    readonly whom: "ethics-committee" | "sponsor";
    readonly how: FreeText;
  })[];
  readonly closed: (Act & { readonly outcome: string; readonly words: FreeText }) | null;
};

/** Null where nothing was reported under the id. */
export type IncidentState = Incident | null;

export const noIncident: IncidentState = null;

/** Folds any event of the stream of one report. */
export function evolveIncidentStream(state: IncidentState, event: AnyRecorded): IncidentState {
  return isOneOf(incidentEvents, event) ? evolveIncident(state, event) : state;
}

function evolveIncident(state: IncidentState, event: Recorded<IncidentEvent>): IncidentState {
  const act = { at: event.meta.occurredAt, by: event.meta.actor.user };
  if (event.type === "IncidentReported") {
    const open = { acknowledged: null, assessed: null, notified: [], closed: null };
    return { ...event.data, ...open, reportedAt: act.at };
  }
  if (!state) return state;
  switch (event.type) {
    case "IncidentAcknowledged":
      return { ...state, acknowledged: act };
    case "IncidentAssessed": {
      const { gravity, assessment } = event.data;
      return { ...state, assessed: { ...act, gravity, assessment } };
    }
    case "IncidentNotified": {
      const { whom, how } = event.data;
      return { ...state, notified: [...state.notified, { ...act, whom, how }] };
    }
    case "IncidentClosed": {
      const { outcome, words } = event.data;
      return { ...state, closed: { ...act, outcome, words } };
    }
    default:
      return unreachable(event);
  }
}
