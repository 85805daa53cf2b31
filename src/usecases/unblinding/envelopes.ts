import { withFilledTexts } from "#design";
import {
  type CalendarDate,
  type InvalidInput,
  localDate,
  ok,
  type ParticipantId,
  type Refusal,
  type Result,
  type SiteId,
} from "#kernel";
import {
  commands,
  type Envelope,
  type EnvelopeSheet,
  type EnvelopeStanding,
  envelopeStanding,
  type Facts,
  openArm,
  participantStream,
  renderEnvelopes,
} from "#trial";
import { type CommandRequest, execute } from "../command/execute.ts";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";
import { foldings } from "../ledger/foldings.ts";
import type { Lists } from "../ports/lists.ts";
import { type Asking, scopeFor } from "../query/asking.ts";
import type { QueryPorts } from "../query/ports.ts";

type EnvelopePorts = CommandPorts & { readonly lists: Lists };
type IssueRequest = Omit<CommandRequest, "definition" | "identity">;

/** Sheets that were issued, ready to print. Whoever has the file has the arms. */
export type IssuedEnvelopes = { readonly serials: readonly string[]; readonly html: string };

/**
 * Issues a sealed sheet for everybody at a site who was randomized and has none that is out and unopened. The same command again prints the
 * same sheets again.
 */
export async function issueEnvelopes(
  ports: EnvelopePorts,
  request: IssueRequest,
): Promise<Result<IssuedEnvelopes, Refusal | InvalidInput>> {
  const definition = commands.find(({ type }) => type === "issue-envelopes");
  if (!definition) throw new Error("There is no command issue-envelopes.");
  const { commandId } = (request.body ?? {}) as { readonly commandId?: string };
  const participantIds = await whoNeedsOne(ports, request, commandId);
  const body = { ...(request.body as object), data: { participantIds } };
  const done = await execute(ports, { ...request, definition, body });
  if (!done.ok) return done;
  const facts = await factsAt(ports, request);
  const issued = issuedBy(facts, commandId);
  const sheets = await Promise.all(issued.map((envelope) => sheetOf(ports, request, facts, envelope)));
  const care = facts.design && withFilledTexts(facts.design.design).emergencyCare;
  return ok({ serials: issued.map(({ serial }) => serial), html: renderEnvelopes(sheets, care) });
}

async function factsAt(ports: EnvelopePorts, { study, subjectId }: IssueRequest): Promise<Facts> {
  const sealed = { ...ports, ...ports.sealed };
  return (await loadFacts(sealed, { study, sites: "all" }, "site", subjectId, { sealed: true })).facts;
}

function issuedBy({ site }: Facts, commandId: string | undefined): readonly Envelope[] {
  return Object.values(site.envelopes).filter((envelope) => envelope.commandId === commandId);
}

async function whoNeedsOne(
  ports: EnvelopePorts,
  request: IssueRequest,
  commandId: string | undefined,
): Promise<readonly ParticipantId[]> {
  const facts = await factsAt(ports, request);
  const again = issuedBy(facts, commandId);
  if (again.length > 0) return again.map(({ participantId }) => participantId);
  const { study, subjectId } = request;
  const siteId = subjectId as SiteId;
  const scope = { study, sites: [siteId] };
  const [rows, opened] = await Promise.all([ports.lists.participants(scope), openedSerials(ports, scope)]);
  const randomized = new Set(facts.sealed?.allocation.taken.map(({ participantId }) => participantId));
  const hasOne = new Set(
    Object.values(facts.site.envelopes)
      .filter((envelope) => envelopeStanding(envelope, opened.has(envelope.serial)) === "unopened")
      .map(({ participantId }) => participantId),
  );
  return rows
    .filter((row) => row.siteId === siteId)
    .map(({ participantId }) => participantId)
    .filter((id) => randomized.has(id) && !hasOne.has(id));
}

async function sheetOf(
  ports: EnvelopePorts,
  { study }: IssueRequest,
  { sealed, design, site }: Facts,
  { serial, participantId, issuedAt }: Envelope,
): Promise<EnvelopeSheet> {
  if (!sealed) throw new Error("What is sealed was not loaded.");
  const toLoad = {
    stream: participantStream(participantId),
    folding: foldings.participant,
    keyOwner: participantId,
  };
  const [{ state }] = await ports.states.load({ study, sites: "all" }, toLoad);
  const [row] = await ports.lists.studies([study]);
  return {
    serial,
    studyName: row?.name ?? "",
    protocolId: row?.protocolId ?? "",
    siteNumber: site.number,
    number: state.enrollment.number ?? "",
    randomizationNumber: state.enrollment.randomized?.randomizationNumber ?? "",
    issuedOn: localDate({ at: issuedAt, zone: site.zone }) as CalendarDate,
    arm: openArm(sealed, design, participantId),
  };
}

/** How one sheet stands. */
export type EnvelopeLine = {
  readonly serial: string;
  readonly siteId: string;
  readonly siteNumber: string;
  readonly participantId: string | null;
  readonly number: string | null;
  readonly issuedAt: string | null;
  /** `unknown`: it was told to be opened, and was never issued. */
  readonly standing: EnvelopeStanding | "unknown";
  readonly changedAt: string | null;
};

/** Every serial number that was issued, and what became of it: what is unaccounted for shows. */
export async function listEnvelopes(ports: QueryPorts, asking: Asking): Promise<readonly EnvelopeLine[]> {
  const scope = scopeFor(asking, "see-envelopes");
  const [sites, participants, opened] = await Promise.all([
    ports.lists.sites(scope),
    ports.lists.participants(scope),
    openedSerials(ports, scope),
  ]);
  const numberOf = new Map(participants.map(({ participantId, number }) => [participantId, number]));
  const own = sites.filter(({ siteId }) => scope.sites === "all" || scope.sites.includes(siteId));
  const lines = await Promise.all(
    own.map(async ({ siteId, number: siteNumber }) => {
      const { facts } = await loadFacts(ports, scope, "site", siteId, {});
      return Object.values(facts.site.envelopes).map((envelope): EnvelopeLine => {
        const opening = opened.get(envelope.serial);
        return {
          serial: envelope.serial,
          siteId,
          siteNumber,
          participantId: envelope.participantId,
          number: numberOf.get(envelope.participantId) ?? null,
          issuedAt: envelope.issuedAt,
          standing: envelopeStanding(envelope, opening !== undefined),
          changedAt: opening?.occurredAt ?? envelope.returns.at(-1)?.at ?? null,
        };
      });
    }),
  );
  const known = lines.flat();
  const serials = new Set(known.map(({ serial }) => serial));
  const unknown = [...opened.values()].flatMap((row): readonly EnvelopeLine[] => {
    const serial = row.facts.envelopeSerial ?? "";
    if (serials.has(serial)) return [];
    const site = own.find(({ siteId }) => siteId === row.siteId);
    const whose = { participantId: row.participantId, number: row.number };
    const at = { siteId: row.siteId, siteNumber: site?.number ?? "", issuedAt: null };
    return [{ serial, ...at, ...whose, standing: "unknown", changedAt: row.occurredAt }];
  });
  return [...known, ...unknown];
}

type Opening = Awaited<ReturnType<Lists["unblindings"]>>[number];

/** The sheets that were told to be opened, by their serial numbers. */
async function openedSerials(
  { lists }: { readonly lists: Lists },
  scope: Parameters<Lists["unblindings"]>[0],
): Promise<ReadonlyMap<string, Opening>> {
  const rows = await lists.unblindings(scope);
  return new Map(
    rows.flatMap((row) => (row.facts.envelopeSerial ? [[row.facts.envelopeSerial, row] as const] : [])),
  );
}
