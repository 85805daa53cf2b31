import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import {
  minutesToReadiness,
  roleFor,
  type SessionAnswer,
  sessionPackage,
  sessionVisibility,
  withoutUnblinding,
} from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { SessionRow } from "../ports/lists.ts";
import { type Asking, scopeFor, viewerAt } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** The sessions of the sites that the person looks after; none for somebody who is blinded to them. */
export async function listSessions(ports: QueryPorts, asking: Asking): Promise<readonly SessionRow[]> {
  const scope = scopeFor(asking, "see-sessions");
  const { facts } = await loadFacts(ports, scope, "study", asking.study, {});
  if (!facts.design || sessionVisibility(facts.design, viewerAt(asking, null)) === "nothing") return [];
  return ports.lists.sessions(scope);
}

/** A session with all that a device needs to hold it without a server. */
export async function seeSession(
  ports: QueryPorts,
  asking: Asking,
  sessionId: string,
): Promise<Result<SessionAnswer, Refusal>> {
  const scope = scopeFor(asking, "see-sessions");
  const people = await teamOf(ports, asking);
  const { facts, subject } = await loadFacts(ports, scope, "session", sessionId, { people });
  const { session, siteId, design } = facts;
  const standing = siteId && roleFor("see-sessions", asking.principal.standings, siteId);
  if (!session.opened || !standing || !design) return failed(noSuchSession());
  const visibility = sessionVisibility(design, viewerAt(asking, siteId));
  if (visibility === "nothing") return failed(noSuchSession());
  const asOf = ports.clock.now();
  const pack = sessionPackage(facts, { subjectId: sessionId, occurredAt: asOf });
  if (!pack.ok) return pack;
  const isPartial = visibility !== "all";
  return ok({
    sessionId,
    version: subject.version,
    session: isPartial ? withoutUnblinding(session) : session,
    pack: pack.value,
    isPartial,
    minutesToReadiness: isPartial ? null : minutesToReadiness(session),
    asOf,
  });
}

/** Everybody who has a role at one of the sites that the person looks after, today. */
async function teamOf(ports: QueryPorts, asking: Asking): Promise<readonly string[]> {
  const today = ports.clock.now().slice(0, 10);
  const grants = await ports.lists.staff(scopeFor(asking, "see-sessions"));
  const users = grants
    .filter(({ siteId, from, until }) => siteId && from <= today && (until ?? today) >= today)
    .map(({ userId }) => userId);
  return [...new Set<string>(users)];
}

function noSuchSession(): Refusal {
  return refusal("not-found", "There is no such session for you in this study.", "21 CFR 11.10(d)", {
    because: "not-found",
  });
}
