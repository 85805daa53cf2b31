import type { CompiledDesign } from "#design";
import type { ParticipantId, SiteId, ZoneId } from "#kernel";
import {
  allocationStream,
  armOf,
  designVersionOf,
  type Facts,
  type ParticipantState,
  participantStream,
} from "#trial";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";
import { allocationFolding, foldings } from "../ledger/foldings.ts";
import { secretOpener } from "../ledger/secrets.ts";
import type { Scope } from "../ports/event-store.ts";
import type { QueryPorts } from "../query/ports.ts";

/** One participant's record, with the protocol that binds them. */
export type ParticipantData = {
  readonly id: ParticipantId;
  readonly number: string | null;
  readonly siteId: SiteId;
  readonly siteNumber: string;
  readonly zone: ZoneId;
  readonly state: ParticipantState;
  readonly design: CompiledDesign;
};

/** What analyses over all participants read. */
export type StudyData = {
  /** The version that was published last. */
  readonly design: CompiledDesign;
  readonly designs: Facts["designs"];
  /** In the order of their numbers. */
  readonly participants: readonly ParticipantData[];
};

/** So many records are asked of the database at once. */
const atOnce = 100;

/** The records of all participants that the scope reaches; undefined before a protocol was published. */
export async function studyData(
  ports: Pick<QueryPorts, "states" | "designs" | "ratings" | "lists">,
  scope: Scope,
): Promise<StudyData | undefined> {
  const { facts } = await loadFacts(ports, scope, "study", scope.study, {});
  const { design, designs } = facts;
  if (!design) return undefined;
  const [sites, rows] = await Promise.all([ports.lists.sites(scope), ports.lists.participants(scope)]);
  const zones = new Map(sites.map(({ siteId, number, zone }) => [siteId, { number, zone }]));
  const states = await statesOf(
    ports,
    scope,
    rows.map(({ participantId }) => participantId),
  );
  const participants = rows.flatMap(({ participantId: id, siteId, number }) => {
    const state = states.get(id);
    if (!state) return [];
    const site = zones.get(siteId);
    const own = designs(designVersionOf(state) ?? "") ?? design;
    const place = { siteId, siteNumber: site?.number ?? "", zone: (site?.zone ?? "UTC") as ZoneId };
    return [{ id, number, ...place, state, design: own }];
  });
  const byNumber = (a: ParticipantData, b: ParticipantData): number =>
    (a.number ?? a.id).localeCompare(b.number ?? b.id);
  return { design, designs, participants: participants.sort(byNumber) };
}

async function statesOf(
  { states }: Pick<QueryPorts, "states">,
  scope: Scope,
  ids: readonly ParticipantId[],
): Promise<ReadonlyMap<ParticipantId, ParticipantState>> {
  const found = new Map<ParticipantId, ParticipantState>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const wanted = some.map((id) => ({
      stream: participantStream(id),
      folding: foldings.participant,
      keyOwner: id,
    }));
    const loaded = await states.load<readonly ParticipantState[]>(scope, ...wanted);
    for (const [index, id] of some.entries()) {
      const one = loaded[index];
      if (one && one.version > 0) found.set(id, one.state);
    }
  }
  return found;
}

/** Who was allocated to which arm, read behind the seal. Nothing but a report by arm, and an unblinding, may ask for it. */
export async function allocatedArms(
  { sealed, keys }: Pick<CommandPorts, "sealed" | "keys">,
  scope: Scope,
): Promise<ReadonlyMap<string, string>> {
  const [{ state: allocation }] = await sealed.states.load(scope, {
    stream: allocationStream,
    folding: allocationFolding,
  });
  const open = await secretOpener(keys, scope.study);
  return new Map(allocation.taken.map((slot) => [slot.participantId, armOf({ allocation, open }, slot)]));
}
