import type { Instant } from "#kernel";
import type { SessionFacts, SessionPackage } from "./session-facts.ts";
import type { Presence, SessionState } from "./state.ts";

/** Who is in the room at a moment. */
export function presentAt({ presence }: SessionState, at: Instant): readonly Presence[] {
  return presence.filter(({ from, until }) => from <= at && (until === null || until > at));
}

/** What speaks against somebody in a capacity today; undefined where they have no role for it at all. */
export function objectionsTo(
  pack: SessionPackage,
  user: string,
  capacity: string,
): readonly string[] | undefined {
  return pack.team.find((member) => member.user === user)?.capacities[capacity];
}

/** Those present who count: in a capacity that does, with everything in date. */
export function counting({ session, pack }: SessionFacts, at: Instant): readonly Presence[] {
  const counts = new Set(pack.plan.capacities.filter((one) => one.counts).map(({ id }) => id));
  const seen = new Set<string>();
  return presentAt(session, at).filter(({ user, capacity }) => {
    const isQualified = objectionsTo(pack, user, capacity)?.length === 0;
    if (!counts.has(capacity) || !isQualified || seen.has(user)) return false;
    seen.add(user);
    return true;
  });
}

/** What is missing of the people whom the protocol wants in the room; empty where nobody is. */
export function missingPeople(facts: SessionFacts, at: Instant): readonly string[] {
  const present = counting(facts, at);
  const { minimumPresent, capacities } = facts.pack.plan;
  const wanted = capacities.filter(
    ({ required, id }) => required && !present.some(({ capacity }) => capacity === id),
  );
  const short = present.length < minimumPresent ? [`${present.length} of ${minimumPresent} people`] : [];
  return [...short, ...wanted.map(({ label }) => `nobody as ${label}`)];
}
