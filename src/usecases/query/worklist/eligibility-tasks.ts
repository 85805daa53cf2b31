import { localDate } from "#kernel";
import { eligibilityOf, signedHash } from "#trial";
import type { TaskRow } from "../../ports/lists.ts";
import { type Asking, askParticipant } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";
import { placeOf, type SiteCase } from "./site-case.ts";

/** Those in screening who satisfy every criterion and whose eligibility nobody has confirmed, or whose data changed since. */
export async function eligibilityTasks(
  ports: QueryPorts,
  asking: Asking,
  at: SiteCase,
): Promise<readonly TaskRow[]> {
  const screened = at.active.filter(({ stage }) => stage === "screening");
  const tasks = await Promise.all(
    screened.map(async (participant): Promise<readonly TaskRow[]> => {
      const asked = await askParticipant(ports, asking, participant.participantId, "confirm-eligibility");
      if (!asked.ok) return [];
      const { state, site, design } = asked.value;
      const now = ports.clock.now();
      const around = { now, occurredAt: now, zone: site.zone };
      const confirmation = state.enrollment.confirmations.at(-1);
      const hash = signedHash(state, { kind: "eligibility", id: "" });
      if (confirmation && confirmation.contentHash === hash) return [];
      const assessment = eligibilityOf({ participant: state, design, site }, "enrollment", around);
      if (assessment?.eligible !== true || assessment.criteria.length === 0) return [];
      const last = Object.values(state.forms)
        .flatMap(({ submittedAt }) => submittedAt ?? [])
        .sort()
        .at(-1);
      return [
        {
          ...placeOf(at, participant),
          taskId: `${participant.participantId}/eligibility`,
          kind: confirmation ? "eligibility-to-confirm-again" : "eligibility-to-confirm",
          roles: ["investigator", "sub-investigator"],
          dueOn: last ? localDate({ at: last, zone: site.zone }) : at.today,
          lateAfter: null,
          subject: { criteria: String(assessment.criteria.length) },
        },
      ];
    }),
  );
  return tasks.flat();
}
