import { resolveSession, sessionPlanAt } from "#design";
import { type Instant, millisecondsOf } from "#kernel";
import { kitsInHand, kitsOfSession } from "#trial";
import type { Story } from "./agenda.ts";
import { minutesAfter } from "./demonstration-clock.ts";
import { untilDose } from "./dosing-session.ts";
import type { HeldVisit } from "./held-visit.ts";
import { daysBefore } from "./moments.ts";
import { type SessionAct, type SessionCourse, sessionScript } from "./session-script.ts";
import { designOf, stateOf, type Telling } from "./telling.ts";

/** How the session of a dosing visit is held in the console; undefined where its visit is told in forms alone, as most are. */
export function courseOf({ end, site, fate }: Telling, { began }: HeldVisit): SessionCourse | undefined {
  if (site.number !== "01" || began < daysBefore(end, sessionsWithin)) return undefined;
  return fate.person.key.charCodeAt(fate.person.key.length - 1) % 2 === 0 ? "ready" : "overnight";
}

/** Days before the end within which sessions are told minute by minute. */
const sessionsWithin = 60;

/**
 * The session of a visit, entered as it goes on. The dose is so many minutes after the visit began.
 * @param until the last moment: what would come after it has not happened yet
 */
export async function* holdSession(
  telling: Telling,
  { visitId, encounterId, began }: HeldVisit,
  course: SessionCourse,
  until: Instant = telling.end,
): Story {
  const { conduct, site, siteId, fate } = telling;
  const state = await stateOf(telling);
  const design = await designOf(telling, state);
  const known = sessionPlanAt(design, encounterId);
  if (!known) return;
  const plan = resolveSession(design, known);
  const kits = kitsInHand(kitsOfSession(state.kits, visitId), siteId);
  const codeOf = (kind: string): string | undefined => kits.find((kit) => kit.kind === kind)?.code;
  const about = conduct.ports.randomness.randomId();
  const enter = async ({ data, ...act }: Omit<SessionAct, "minute">): Promise<void> => {
    const now = typeof data === "function" ? data(await conduct.session(about)) : data;
    await conduct.act({ ...act, data: now, about, zone: site.zone });
  };
  const { participantId } = fate.person;
  await enter({ as: site.leadTherapist, type: "open-session", data: { participantId, visitId } });
  const around = {
    plan,
    site,
    userIdOf: conduct.userIdOf,
    kits: { initial: codeOf("initial"), supplemental: codeOf("supplemental") },
  };
  for (const { minute, ...act } of sessionScript(around, course)) {
    const at = minutesAfter(began, untilDose + minute);
    if (millisecondsOf(at) >= millisecondsOf(until)) return;
    yield at;
    await enter(act);
  }
}
