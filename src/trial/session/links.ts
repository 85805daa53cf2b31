import type { Instant } from "#kernel";
import { unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { sessionLinkEvents } from "./events.ts";

/** The session of a visit, and whether the participant is between a dose and readiness. */
export type SessionLink = {
  readonly sessionId: string;
  readonly openedAt: Instant;
  readonly dosedAt: Instant | null;
  readonly clearedAt: Instant | null;
};

/** By visit. */
export type SessionLinks = Readonly<Record<string, SessionLink>>;
export const noSessionLinks: SessionLinks = {};

export function evolveSessionLinks(
  state: SessionLinks,
  event: Recorded<EventsOf<typeof sessionLinkEvents>>,
): SessionLinks {
  const { visitId, sessionId } = event.data;
  const at = event.meta.occurredAt;
  const link = state[visitId] ?? { sessionId, openedAt: at, dosedAt: null, clearedAt: null };
  switch (event.type) {
    case "SessionLinked":
      return { ...state, [visitId]: { ...link, sessionId } };
    case "InfluenceBegan":
      return { ...state, [visitId]: { ...link, dosedAt: link.dosedAt ?? at } };
    case "InfluenceEnded":
      return { ...state, [visitId]: { ...link, clearedAt: at } };
    default:
      return unreachable(event);
  }
}

/** Whether somebody is, at a moment, between a dose and readiness: then they agree to nothing new. */
export function isUnderInfluenceAt(links: SessionLinks, at: Instant): boolean {
  return Object.values(links).some(
    ({ dosedAt, clearedAt }) => dosedAt !== null && dosedAt <= at && (clearedAt === null || at < clearedAt),
  );
}
