import { type CompiledDesign, encounterName, type RecordedSession } from "#design";
import type { CalendarDate, ZoneId } from "#kernel";
import { designVersionOf, isBlindedTo, type ParticipantState, participantStream, type Viewer } from "#trial";
import { loadFacts } from "../../command/facts.ts";
import { foldings } from "../../ledger/foldings.ts";
import type { ParticipantRow, SiteRow } from "../../ports/lists.ts";
import { type Asking, scopeFor, viewerAt } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";

/** A participant with what their sessions are read by. */
export type RecordedParticipant = {
  readonly row: ParticipantRow;
  readonly state: ParticipantState;
  readonly design: CompiledDesign;
  readonly site: SiteRow;
  readonly zone: ZoneId;
  readonly viewer: Viewer;
};

/** Everybody whose sessions the person may see; whoever is blinded to the content of sessions sees nobody's. */
export async function recordedParticipants(
  ports: QueryPorts,
  asking: Asking,
  action: "see-recordings" | "see-reviews",
): Promise<readonly RecordedParticipant[]> {
  const scope = scopeFor(asking, action);
  if (scope.sites !== "all" && scope.sites.length === 0) return [];
  const [rows, sites, { facts }] = await Promise.all([
    ports.lists.participants(scope),
    ports.lists.sites(scope),
    loadFacts(ports, scope, "study", asking.study, {}),
  ]);
  const toLoad = rows.map(({ participantId }) => ({
    stream: participantStream(participantId),
    folding: foldings.participant,
    keyOwner: participantId as string,
  }));
  const loaded = (await ports.states.load(scope, ...toLoad)) as readonly {
    readonly state: ParticipantState;
  }[];
  return rows.flatMap((row, at) => {
    const state = loaded[at]?.state;
    const site = sites.find(({ siteId }) => siteId === row.siteId);
    const design = state && facts.designs(designVersionOf(state) ?? "");
    if (!state || !site || !design) return [];
    const viewer = viewerAt(asking, row.siteId);
    if (isBlindedTo(design, viewer, "session-content")) return [];
    return [{ row, state, design, site, zone: site.zone as ZoneId, viewer }];
  });
}

/** Where and of whom a session was. */
export type SessionPlace = {
  readonly participantId: string;
  readonly number: string | null;
  readonly siteId: string;
  readonly siteNumber: string;
  readonly visitId: string;
  readonly visit: string;
  readonly session: RecordedSession;
};

export function placeOfSession(
  { row, site, state, design }: RecordedParticipant,
  visitId: string,
  session: RecordedSession,
): SessionPlace {
  const encounter = design.encounters.get(state.visits.visits[visitId]?.encounterId ?? "");
  return {
    participantId: row.participantId,
    number: row.number,
    siteId: row.siteId,
    siteNumber: site.number,
    visitId,
    visit: encounter ? encounterName(encounter) : visitId,
    session,
  };
}

/** A session that was held and of which there is no recording; `why` null: nobody has said why yet. */
export type MissingRecording = SessionPlace & {
  readonly day: CalendarDate;
  readonly why: string | null;
};

/** Sessions of the kinds that the design samples, held and not recorded. */
export function missingRecordings(one: RecordedParticipant): readonly MissingRecording[] {
  const { state, design } = one;
  const sampled = new Set(design.design.recordings?.samples.map(({ session }) => session));
  const recorded = new Set(Object.values(state.recordings.recordings).map(({ visitId }) => visitId));
  return Object.values(state.visits.visits).flatMap((visit) => {
    const { session } = design.encounters.get(visit.encounterId) ?? {};
    if (!session || !sampled.has(session) || !visit.day || recorded.has(visit.visitId)) return [];
    const why = state.recordings.unrecorded[visit.visitId]?.why ?? null;
    return [{ ...placeOfSession(one, visit.visitId, session), day: visit.day, why }];
  });
}
