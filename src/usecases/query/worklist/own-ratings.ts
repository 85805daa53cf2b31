import type { TaskRow } from "../../ports/lists.ts";
import type { Asking } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";

/** The rater's own assessments that are still to be held or handed in: pseudonym, language and time, and nothing of whose they are. */
export async function ratingTasksOf(
  { lists }: QueryPorts,
  { study, principal }: Asking,
): Promise<readonly TaskRow[]> {
  if (!principal.standings.some(({ role }) => role === "independent-rater")) return [];
  const ratings = await lists.ratingsOf(study, principal.user);
  return ratings
    .filter(({ state }) => state === "assigned" || state === "in-progress")
    .map(({ handle, state, pseudonym, language, startsAt }) => {
      const day = startsAt?.slice(0, 10) ?? null;
      return {
        taskId: `rating/${handle}`,
        siteId: null,
        participantId: null,
        number: null,
        kind: state === "assigned" ? "assessment-to-hold" : "assessment-to-hand-in",
        roles: ["independent-rater"],
        dueOn: day,
        lateAfter: day,
        subject: { handle, pseudonym, language, ...(startsAt ? { startsAt } : {}) },
      };
    });
}
