import { type Instant, type UserId, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import type { EventsOf, Recorded } from "../event.ts";
import type { adverseEventEvents } from "./events.ts";

/** A serious adverse event as the sponsor was told of it. */
export type SeriousEvent = {
  readonly reportId: string;
  readonly formKey: string;
  readonly via: "form" | "notice";
  /** When the site learned of it. */
  readonly awareAt: Instant;
  /** When the sponsor was told. */
  readonly reportedAt: Instant;
  readonly reportedBy: UserId;
  readonly what: FreeText | null;
  /** Day 0; null while the sponsor has not said that it has it. */
  readonly received: { readonly at: Instant; readonly by: UserId } | null;
};

/** What an entry was begun from. */
export type SessionSource = {
  readonly visitId: string;
  readonly sessionId: string;
  readonly sourceId: string;
};

export type AdverseEventsState = {
  /** By report id, the oldest first. */
  readonly serious: Readonly<Record<string, SeriousEvent>>;
  /** By form key. */
  readonly fromSession: Readonly<Record<string, SessionSource>>;
};

export const noAdverseEvents: AdverseEventsState = { serious: {}, fromSession: {} };

export function evolveAdverseEvents(
  state: AdverseEventsState,
  { type, data, meta }: Recorded<EventsOf<typeof adverseEventEvents>>,
): AdverseEventsState {
  switch (type) {
    case "SeriousEventReported": {
      const { reportId, formKey, via, awareAt, what } = data;
      const reported = { reportedAt: meta.recordedAt, reportedBy: meta.actor.user };
      const event = { reportId, formKey, via, awareAt, what: what ?? null, ...reported, received: null };
      return { ...state, serious: { ...state.serious, [reportId]: event } };
    }
    case "SeriousEventAwarenessCorrected":
      return changed(state, data.reportId, { awareAt: data.awareAt });
    case "SeriousEventAcknowledged":
      return changed(state, data.reportId, { received: { at: data.receivedAt, by: meta.actor.user } });
    case "AdverseEventDrafted": {
      const { formKey, ...source } = data;
      return { ...state, fromSession: { ...state.fromSession, [formKey]: source } };
    }
    default:
      return unreachable(type);
  }
}

function changed(
  state: AdverseEventsState,
  reportId: string,
  change: Partial<SeriousEvent>,
): AdverseEventsState {
  const event = state.serious[reportId];
  return event ? { ...state, serious: { ...state.serious, [reportId]: { ...event, ...change } } } : state;
}

/** The report on an entry of the log; undefined where the sponsor was told of none. */
export function reportOn({ serious }: AdverseEventsState, formKey: string): SeriousEvent | undefined {
  return Object.values(serious).find((event) => event.formKey === formKey);
}
