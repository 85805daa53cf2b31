import { isPermitted } from "#trial";
import { loadFacts } from "../../command/facts.ts";
import type { TaskRow } from "../../ports/lists.ts";
import { type Asking, scopeFor } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";

/** The numbers of the newest protocol that a physician still has to confirm. */
export async function parameterTasks(ports: QueryPorts, asking: Asking): Promise<readonly TaskRow[]> {
  if (!asking.principal.standings.some(({ role }) => isPermitted(role, "confirm-parameters"))) return [];
  const scope = scopeFor(asking, "confirm-parameters");
  const { facts } = await loadFacts(ports, scope, "study", asking.study, {});
  const newest = facts.study.designs.at(-1);
  const design = newest && facts.designs(newest.version)?.design;
  if (!newest || !design) return [];
  const confirmations = facts.study.confirmations[newest.version] ?? [];
  const confirmed = new Set(confirmations.map(({ parameterId }) => parameterId));
  const open = design.parameters.filter(
    ({ id, confirmation }) => confirmation !== "published" && !confirmed.has(id),
  );
  if (open.length === 0) return [];
  return [
    {
      taskId: `${asking.study}/parameters/${newest.version}`,
      siteId: null,
      participantId: null,
      number: null,
      kind: "parameters-to-confirm",
      roles: ["medical-monitor"],
      dueOn: newest.publishedAt.slice(0, 10),
      lateAfter: null,
      subject: { version: newest.version, count: String(open.length) },
    },
  ];
}
