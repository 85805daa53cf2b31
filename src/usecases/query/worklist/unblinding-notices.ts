import { instantOf, millisecondsOf } from "#kernel";
import { isPermitted } from "#trial";
import type { TaskRow } from "../../ports/lists.ts";
import { type Asking, scopeFor } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";

const days = 14;
const told = ["investigator", "sub-investigator", "medical-monitor", "sponsor-safety"];

/** That a code was broken, for whom and why, not which arm: told for two weeks to those who must know. Nobody is asked to do anything. */
export async function unblindingNotices(
  { lists, clock }: QueryPorts,
  asking: Asking,
): Promise<readonly TaskRow[]> {
  if (!asking.principal.standings.some(({ role }) => isPermitted(role, "see-unblindings"))) return [];
  const since = instantOf(millisecondsOf(clock.now()) - days * 86_400_000);
  const rows = await lists.unblindings(scopeFor(asking, "see-unblindings"));
  return rows
    .filter(({ kind, recordedAt }) => kind === "emergency" && recordedAt >= since)
    .map(({ unblindingId, siteId, participantId, number, recordedAt, kind, facts }) => ({
      taskId: `${participantId}/code-broken/${unblindingId}`,
      siteId,
      participantId,
      number,
      kind: "code-broken",
      roles: told,
      dueOn: recordedAt.slice(0, 10),
      lateAfter: null,
      subject: { unblindingId, unblindingKind: kind, reason: facts.reason ?? "" },
    }));
}
