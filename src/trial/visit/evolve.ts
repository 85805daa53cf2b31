import { type CalendarDate, type Instant, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import type { EventsOf, Recorded } from "../event.ts";
import type { visitEvents } from "./events.ts";

type VisitEvent = EventsOf<typeof visitEvents>;

export type ContactMode = "in-person" | "remote-video" | "telephone";

/** A visit as far as it got. What was planned and what happened are two facts; the verdict is a third. */
export type Visit = {
  readonly visitId: string;
  readonly encounterId: string;
  readonly instanceId: string | null;
  readonly status: "scheduled" | "canceled" | "in-progress" | "completed" | "missed";
  /** All moments for which it was planned, the last being the one that stands. */
  readonly planned: readonly Instant[];
  readonly mode: ContactMode;
  readonly startedAt: Instant | null;
  readonly day: CalendarDate | null;
  readonly endedAt: Instant | null;
  /** Why it was moved, canceled or missed, as it stands. */
  readonly why: FreeText | null;
  /** What an unscheduled visit is for. */
  readonly purpose: FreeText | null;
  readonly designVersion: string | null;
  readonly changed: { readonly in: number; readonly by: string; readonly at: Instant };
};

export type VisitsState = {
  /** By visit id, in the order in which they came up. */
  readonly visits: Readonly<Record<string, Visit>>;
  readonly branches: Readonly<Record<string, string>>;
};

export const noVisits: VisitsState = { visits: {}, branches: {} };

export function evolveVisits(state: VisitsState, event: Recorded<VisitEvent>): VisitsState {
  if (event.type === "ScheduleBranchChosen") {
    return { ...state, branches: { ...state.branches, [event.data.instanceId]: event.data.next } };
  }
  const { visitId } = event.data;
  const { version, actor, recordedAt } = event.meta;
  const changed = { in: version, by: actor.user, at: recordedAt };
  const visit = evolveVisit({ ...(visitOf(state, visitId) ?? blankVisit(event.data)), changed }, event);
  return { ...state, visits: { ...state.visits, [visitId]: visit } };
}

function evolveVisit(
  visit: Visit,
  event: Exclude<Recorded<VisitEvent>, { type: "ScheduleBranchChosen" }>,
): Visit {
  switch (event.type) {
    case "VisitScheduled": {
      const { mode, plannedFor, purpose } = event.data;
      const planned = [...visit.planned, plannedFor];
      return { ...visit, mode, planned, status: "scheduled", why: null, purpose: purpose ?? visit.purpose };
    }
    case "VisitRescheduled": {
      const { plannedFor, why } = event.data;
      return { ...visit, status: "scheduled", planned: [...visit.planned, plannedFor], why };
    }
    case "VisitCanceled":
      return { ...visit, status: "canceled", why: event.data.why };
    case "VisitStarted": {
      const { startedAt, day, mode, designVersion } = event.data;
      return { ...visit, startedAt, day, mode, designVersion, status: "in-progress", why: null };
    }
    case "VisitCompleted":
      return { ...visit, endedAt: event.data.endedAt, status: "completed" };
    case "VisitMissed":
      return { ...visit, status: "missed", why: event.data.why };
    default:
      return unreachable(event);
  }
}

function blankVisit(data: {
  visitId: string;
  encounterId?: string;
  instanceId?: string | undefined;
}): Omit<Visit, "changed"> {
  return {
    visitId: data.visitId,
    encounterId: data.encounterId ?? "",
    instanceId: data.instanceId ?? null,
    status: "scheduled",
    planned: [],
    mode: "in-person",
    startedAt: null,
    day: null,
    endedAt: null,
    why: null,
    purpose: null,
    designVersion: null,
  };
}

/** The visit of an id, if there is one. */
export function visitOf({ visits }: VisitsState, visitId: string): Visit | undefined {
  return Object.hasOwn(visits, visitId) ? visits[visitId] : undefined;
}
