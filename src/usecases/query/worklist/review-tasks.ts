import type { TaskRow } from "../../ports/lists.ts";
import type { Asking } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";
import { placeOfSession } from "../recordings/recorded-participants.ts";
import { reviewCases } from "../recordings/review-cases.ts";

/** Recordings that wait for their review, for the session auditor: found when asked, so that nothing is written where a site could count it. */
export async function reviewTasks(ports: QueryPorts, asking: Asking): Promise<readonly TaskRow[]> {
  const isAuditor = asking.principal.standings.some(({ role }) => role === "session-auditor");
  if (!isAuditor) return [];
  const cases = await reviewCases(ports, asking);
  return cases
    .filter(({ dueOn, reviewedAt, recording }) => dueOn !== null && !reviewedAt && !recording.deleted)
    .map(({ participant, recording, from, dueOn }) => {
      const { participantId, number, visit } = placeOfSession(
        participant,
        recording.visitId,
        recording.session,
      );
      return {
        taskId: `review/${recording.recordingId}`,
        siteId: null,
        participantId: participantId as never,
        number,
        kind: "recording-to-review",
        roles: ["session-auditor"],
        dueOn: from?.slice(0, 10) ?? null,
        lateAfter: dueOn,
        subject: { recordingId: recording.recordingId, visit, site: participant.site.number },
      };
    });
}
