import { isPermitted } from "#trial";
import type { TaskRow } from "../../ports/lists.ts";
import type { Asking } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";
import { ownDefinitions } from "../training.ts";

/** Definitions that bind the person and whose words they have not acknowledged: their own task and nobody else's. */
export async function trainingTasks(ports: QueryPorts, asking: Asking): Promise<readonly TaskRow[]> {
  const { user, standings } = asking.principal;
  if (!standings.some(({ role }) => isPermitted(role, "acknowledge-definition"))) return [];
  const own = await ownDefinitions(ports, asking);
  return own
    .filter(({ standing }) => standing === "missing" || standing === "outdated")
    .map(({ definition: { id, label, designVersion, sha256 }, standing, isComing }) => ({
      taskId: `${user}/definition/${id}/${sha256}`,
      siteId: null,
      participantId: null,
      number: null,
      kind: "definition-to-acknowledge",
      roles: [],
      dueOn: null,
      lateAfter: null,
      subject: {
        userId: user,
        definition: label,
        version: designVersion,
        standing: isComing ? "coming" : standing,
      },
    }));
}
