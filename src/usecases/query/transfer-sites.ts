import { ok, type Refusal, type Result } from "#kernel";
import { loadFacts } from "../command/facts.ts";
import type { SiteRow } from "../ports/lists.ts";
import { type Asking, askParticipant } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** A site to which a participant can be handed over: its name, and nothing of what it does. */
export type TransferSite = Pick<SiteRow, "siteId" | "number" | "name">;

/** The other sites of the study whose committees have approved the version of the protocol that binds the participant. */
export async function listTransferSites(
  ports: QueryPorts,
  asking: Asking,
  id: string,
): Promise<Result<readonly TransferSite[], Refusal>> {
  const asked = await askParticipant(ports, asking, id, "transfer-participant");
  if (!asked.ok) return asked;
  const { siteId: own, design, today } = asked.value;
  const scope = { study: asking.study, sites: "all" } as const;
  const others = (await ports.lists.sites(scope)).filter(({ siteId }) => siteId !== own);
  const ready = await Promise.all(
    others.map(async ({ siteId, number, name }): Promise<readonly TransferSite[]> => {
      const { facts } = await loadFacts(ports, scope, "site", siteId, {});
      const isReady = facts.site.designs.some(
        ({ version, effectiveFrom }) => version === design.design.version && effectiveFrom <= today,
      );
      return isReady ? [{ siteId, number, name }] : [];
    }),
  );
  return ok(ready.flat());
}
