import { visitName } from "#design";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import {
  designOfVisit,
  roleFor,
  type SessionKitsView,
  type StockState,
  type StockView,
  viewSessionKits,
  viewStock,
} from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { KitRow } from "../ports/lists.ts";
import { askParticipants } from "./asked-participants.ts";
import { type Asking, askParticipant, dayAtSite, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** The kits of every site that the person looks after, by their codes. */
export function listKits(ports: QueryPorts, asking: Asking): Promise<readonly KitRow[]> {
  return ports.lists.kits(scopeFor(asking, "see-kits"));
}

/** The stock of one site. */
export async function seeStock(
  ports: QueryPorts,
  asking: Asking,
  siteId: string,
): Promise<Result<StockView, Refusal>> {
  const scope = scopeFor(asking, "see-kits");
  const { facts, subject } = await loadFacts(ports, scope, "site", siteId, { stock: "read" });
  const isTheirs = facts.siteId && roleFor("see-kits", asking.principal.standings, facts.siteId);
  if (subject.version === 0 || !isTheirs || !facts.stock) return failed(noSuchSite());
  const { stock, site, design } = facts;
  const nameVisit = await visitNames(ports, asking, stock);
  return ok(
    viewStock(stock, { siteId, design, today: dayAtSite(ports, site.zone), zone: site.zone, nameVisit }),
  );
}

/** The sessions for which kits are in hand or awaited, as they are called. */
async function visitNames(ports: QueryPorts, asking: Asking, stock: StockState) {
  const inHand = Object.values(stock.kits).flatMap(({ state, session }) =>
    session && (state === "assigned" || state === "dispensed") ? session.participantId : [],
  );
  const ids = [...inHand, ...stock.awaited.map(({ participantId }) => participantId)];
  const asked = await askParticipants(ports, asking, ids, "see-kits");
  return (participantId: string, visitId: string) => {
    const record = asked.get(participantId);
    const visit = record?.state.visits.visits[visitId];
    if (!record || !visit) return undefined;
    const design = designOfVisit(visit, record);
    const name = visitName(design, visit.encounterId, visit.instanceId ?? undefined);
    return { visit: name, plannedFor: visit.planned.at(-1) ?? null };
  };
}

/** The dosing sessions of a participant and their kits. */
export async function seeSessionKits(
  ports: QueryPorts,
  asking: Asking,
  participantId: string,
): Promise<Result<SessionKitsView, Refusal>> {
  const asked = await askParticipant(ports, asking, participantId, "see-session-kits");
  if (!asked.ok) return asked;
  const scope = scopeFor(asking, "see-session-kits");
  const { facts } = await loadFacts(ports, scope, "participant", participantId, { stock: "read" });
  return ok(viewSessionKits(facts));
}

function noSuchSite(): Refusal {
  return refusal("not-found", "There is no such site for you in this study.", "21 CFR 11.10(d)", {
    because: "not-found",
  });
}
