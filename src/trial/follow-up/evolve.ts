import { type Instant, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import type { EventsOf, Recorded } from "../event.ts";
import type { EscalationStep, followUpEvents, SearchStep } from "./events.ts";

type FollowUpEvent = EventsOf<typeof followUpEvents>;
type DataOf<Type extends FollowUpEvent["type"]> = Extract<FollowUpEvent, { type: Type }>["data"];

export type CallAttempt = DataOf<"CallAttempted"> & { readonly at: Instant; readonly by: string };

/** The search for somebody whom calls did not reach. */
export type Search = DataOf<"SearchOpened"> & {
  readonly openedAt: Instant;
  readonly steps: readonly {
    readonly step: SearchStep;
    readonly found: boolean;
    readonly remark: FreeText;
    readonly at: Instant;
    readonly by: string;
  }[];
  readonly closed: { readonly outcome: string; readonly remark: FreeText; readonly at: Instant } | null;
};

/** What follows suicidal ideation 4–5 or behavior on one form. */
export type Escalation = DataOf<"SuicidalityEscalated"> & {
  readonly openedAt: Instant;
  readonly steps: readonly {
    readonly step: EscalationStep;
    readonly remark: FreeText;
    readonly at: Instant;
    readonly by: string;
  }[];
  readonly cleared: {
    readonly at: Instant;
    readonly judgment: string;
    readonly words: FreeText;
    readonly printedName: string;
  } | null;
};

export type FollowUpState = {
  readonly attempts: readonly CallAttempt[];
  /** By their ids. */
  readonly searches: Readonly<Record<string, Search>>;
  readonly escalations: Readonly<Record<string, Escalation>>;
};

export const noFollowUp: FollowUpState = { attempts: [], searches: {}, escalations: {} };

export function evolveFollowUp(state: FollowUpState, event: Recorded<FollowUpEvent>): FollowUpState {
  const { occurredAt: at, actor } = event.meta;
  const by = actor.user;
  switch (event.type) {
    case "CallAttempted":
      return { ...state, attempts: [...state.attempts, { ...event.data, at, by }] };
    case "SearchOpened":
      return withSearch(state, { ...event.data, openedAt: at, steps: [], closed: null });
    case "SearchStepTaken": {
      const { searchId, ...step } = event.data;
      const known = state.searches[searchId];
      return known ? withSearch(state, { ...known, steps: [...known.steps, { ...step, at, by }] }) : state;
    }
    case "SearchClosed": {
      const { searchId, outcome, remark } = event.data;
      const known = state.searches[searchId];
      return known ? withSearch(state, { ...known, closed: { outcome, remark, at } }) : state;
    }
    case "SuicidalityEscalated":
      return withEscalation(state, { ...event.data, openedAt: at, steps: [], cleared: null });
    case "SuicidalityStepTaken": {
      const { escalationId, step, remark } = event.data;
      const known = state.escalations[escalationId];
      if (!known) return state;
      return withEscalation(state, { ...known, steps: [...known.steps, { step, remark, at, by }] });
    }
    case "SuicidalityCleared": {
      const { escalationId, judgment, words, printedName } = event.data;
      const known = state.escalations[escalationId];
      if (!known) return state;
      return withEscalation(state, { ...known, cleared: { at, judgment, words, printedName } });
    }
    default:
      return unreachable(event);
  }
}

function withSearch(state: FollowUpState, search: Search): FollowUpState {
  return { ...state, searches: { ...state.searches, [search.searchId]: search } };
}

function withEscalation(state: FollowUpState, escalation: Escalation): FollowUpState {
  return { ...state, escalations: { ...state.escalations, [escalation.escalationId]: escalation } };
}
