import { type Instant, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import type { EventsOf, Recorded } from "../event.ts";
import type { queryEvents } from "./events.ts";

type QueryEvent = EventsOf<typeof queryEvents>;

export type QueryMessage = {
  readonly kind: "question" | "answer" | "resolution";
  readonly text: FreeText;
  readonly by: string;
  readonly role: string;
  readonly at: Instant;
};

export type Query = {
  readonly queryId: string;
  readonly formKey: string;
  readonly itemPath: string;
  readonly raisedBy: "person" | "edit-check";
  readonly check: string | null;
  readonly state: "open" | "answered" | "closed";
  readonly messages: readonly QueryMessage[];
};

/** By query id. */
export type QueriesState = Readonly<Record<string, Query>>;

export const noQueries: QueriesState = {};

export function evolveQueries(state: QueriesState, event: Recorded<QueryEvent>): QueriesState {
  const query = evolveQuery(state[event.data.queryId], event);
  return query ? { ...state, [query.queryId]: query } : state;
}

function evolveQuery(query: Query | undefined, event: Recorded<QueryEvent>): Query | undefined {
  if (event.type === "QueryOpened") {
    const { queryId, formKey, itemPath, raisedBy, check, question } = event.data;
    const messages = [message("question", question, event)];
    return { queryId, formKey, itemPath, raisedBy, check: check ?? null, state: "open", messages };
  }
  if (!query) return undefined;
  switch (event.type) {
    case "QueryAnswered":
      return {
        ...query,
        state: "answered",
        messages: [...query.messages, message("answer", event.data.answer, event)],
      };
    case "QueryReopened":
      return {
        ...query,
        state: "open",
        messages: [...query.messages, message("question", event.data.question, event)],
      };
    case "QueryClosed":
      return {
        ...query,
        state: "closed",
        messages: [...query.messages, message("resolution", event.data.resolution, event)],
      };
    default:
      return unreachable(event);
  }
}

function message(kind: QueryMessage["kind"], text: FreeText, { meta }: Recorded<QueryEvent>): QueryMessage {
  return { kind, text, by: meta.actor.user, role: meta.actor.role, at: meta.recordedAt };
}
