import type { Visit } from "../participant-context.tsx";

/** A visit of the schedule of which nothing has become yet, save what is given. */
export function aVisit(visitId: string, more: Partial<Visit> = {}): Visit {
  return {
    visitId,
    instanceId: visitId,
    encounterId: visitId,
    name: visitId,
    epoch: "Treatment",
    kind: "visit",
    session: null,
    isSafety: false,
    isBeforeConsent: false,
    isOver: false,
    modes: ["in-person"],
    mode: null,
    status: "open",
    target: null,
    earliest: null,
    latest: null,
    isFirm: true,
    waits: null,
    plannedFor: null,
    plannedBefore: [],
    startedAt: null,
    day: null,
    endedAt: null,
    why: null,
    purpose: null,
    verdict: "unknown",
    daysOff: 0,
    forms: [],
    missing: [],
    ...more,
  };
}
