import type { CommandId, Json } from "#kernel";
import { type LedgerEvent, noHash, type Source, type StoredEvent, type StreamId, storeEvent } from "#ledger";
import {
  type AnyRecorded,
  type Context,
  catalogue,
  type Facts,
  type NewEvent,
  type ParticipantState,
  type SiteState,
  siteOf,
  siteStream,
} from "#trial";
import { foldingOf, keyOwnerOf, streamKind } from "../ledger/foldings.ts";
import { holdsKeptAnswers } from "../ledger/kept-answers.ts";
import { sealersFor } from "../ledger/sealers.ts";
import { sealAnswers, sealFreeText } from "../ledger/sealing.ts";
import { isSealedStream, sealSecrets } from "../ledger/secrets.ts";
import type { Loaded } from "../ledger/state-reader.ts";
import type {
  Append,
  CommandKey,
  OutboxMessage,
  ProjectionRow,
  Scope,
  StreamAppend,
} from "../ports/event-store.ts";
import { changedRows } from "../projection/changed-rows.ts";
import { rowsOfStream } from "../projection/rows-of-stream.ts";
import { sitesOfStream } from "../projection/sites-of-stream.ts";
import type { CommandPorts } from "./ports.ts";

/** What is known when events were decided: for whom, by whom, on what they rest. */
export type Decided = {
  readonly scope: Scope;
  readonly source: Source;
  readonly commandId: CommandId;
  /** Absent where the software acts by itself. */
  readonly key?: CommandKey;
  readonly context: Context;
  /** The streams that were read, as they then stood. */
  readonly streams: ReadonlyMap<StreamId, Loaded<unknown>>;
  readonly facts: Facts;
  /** The command in whose place it came. */
  readonly causationId?: string;
  /** A sealed identity for the vault. */
  readonly identity?: string;
};

/** What is to be written, and how the streams will stand once it is. */
export type Composed = { readonly append: Append; readonly after: ReadonlyMap<StreamId, Loaded<unknown>> };

type Written = {
  readonly append: StreamAppend;
  readonly rows: readonly ProjectionRow[];
  readonly after: Loaded<unknown>;
};

/** Turns what a rule decided into what is written: chained events, rows of projections, and who must hear of it. */
export async function composeAppend(
  ports: Pick<CommandPorts, "keys" | "randomness">,
  decided: Decided,
  events: readonly NewEvent[],
): Promise<Composed> {
  const { scope, key, streams, identity, context } = decided;
  const groups = byStream(events);
  const written = await Promise.all(
    [...groups].map(([stream, group], index) => writeStream(ports, decided, stream, group, index === 0)),
  );
  const read = [...streams]
    .filter(([stream]) => !groups.has(stream))
    .map(([stream, { version }]): StreamAppend => ({ stream, expected: version, events: [] }));
  const append = {
    scope,
    streams: [...written.map(({ append }) => append), ...read],
    ...(key ? { command: key } : {}),
    rows: written.flatMap(({ rows }) => rows),
    outbox: [...outboxOf(written.map(({ append }) => append)), ...codeBrokenMessages(decided, events)],
    ...(identity === undefined ? {} : { vault: vaultEntry(context.subjectId, identity, events) }),
  };
  return { append, after: new Map(written.map(({ append: { stream }, after }) => [stream, after])) };
}

function byStream(events: readonly NewEvent[]): ReadonlyMap<StreamId, readonly NewEvent[]> {
  const groups = new Map<StreamId, NewEvent[]>();
  for (const event of events) {
    const group = groups.get(event.stream);
    if (group) group.push(event);
    else groups.set(event.stream, [event]);
  }
  return groups;
}

async function writeStream(
  ports: Pick<CommandPorts, "keys" | "randomness">,
  decided: Decided,
  stream: StreamId,
  group: readonly NewEvent[],
  isFirst: boolean,
): Promise<Written> {
  const { study } = decided.scope;
  const folding = foldingOf(stream);
  const before: Loaded<unknown> = decided.streams.get(stream) ?? {
    state: folding.initial,
    version: 0,
    hash: noHash,
  };
  const owner = keyOwnerOf(stream);
  const events: StoredEvent[] = [];
  let after = before.state;
  for (const event of group) {
    const previousHash = events.at(-1)?.hash ?? before.hash;
    const place = { version: before.version + events.length + 1, previousHash };
    const plain = ledgerEvent(decided, event, place, isFirst && events.length === 0);
    const stored = storeEvent(await sealed(ports, decided, plain, owner, after));
    events.push(stored);
    after = folding.evolve(after, recordedAs(plain, stored));
  }
  const rows = changedRows(
    rowsOfStream(study, stream, before.state, { facts: decided.facts }),
    rowsOfStream(study, stream, after, { facts: factsAfter(decided, stream, after) }),
  );
  const sites = sitesOfStream(stream, after);
  return {
    append: { stream, expected: before.version, events, ...(sites ? { sites } : {}) },
    rows,
    after: {
      state: after,
      version: before.version + events.length,
      hash: events.at(-1)?.hash ?? before.hash,
    },
  };
}

/** The facts with the site in whose care the events leave the participant: another one after a transfer. */
function factsAfter({ facts, streams }: Decided, stream: StreamId, after: unknown): Facts {
  const siteId = streamKind(stream) === "participant" ? siteOf(after as ParticipantState) : undefined;
  const site = siteId && (streams.get(siteStream(siteId))?.state as SiteState | undefined);
  return site ? { ...facts, site } : facts;
}

async function sealed(
  ports: Pick<CommandPorts, "keys" | "randomness">,
  decided: Decided,
  plain: LedgerEvent,
  owner: string | undefined,
  before: unknown,
): Promise<LedgerEvent> {
  if (isSealedStream(plain.stream))
    return { ...plain, data: await sealSecrets(ports.keys, plain.study, plain.data) };
  return owner === undefined ? plain : seal(ports, decided, plain, owner, before);
}

/** The event as it is stored: what people wrote, and answers that are kept from some, under the owner's keys. */
async function seal(
  { keys, randomness }: Pick<CommandPorts, "keys" | "randomness">,
  { facts }: Decided,
  plain: LedgerEvent,
  owner: string,
  before: unknown,
): Promise<LedgerEvent> {
  const keepsAnswers = holdsKeptAnswers(plain, before, facts);
  const { texts, answers } = await sealersFor(keys, plain, owner, keepsAnswers);
  const data = answers === undefined ? plain.data : sealAnswers(plain.data, answers, randomness.token);
  return sealFreeText({ ...plain, data }, texts, randomness.token);
}

function ledgerEvent(
  { scope, source, commandId, context, key, causationId }: Decided,
  event: NewEvent,
  place: Pick<LedgerEvent, "version" | "previousHash">,
  beginsCommand: boolean,
): LedgerEvent {
  const definition = catalogue.definitions[event.type];
  if (!definition) throw new Error(`Cannot write ${event.type}: it is not in the catalogue.`);
  const { role, entitled, sites, user, now, zone, occurredAt, deviceClock, reason } = context;
  const site = sites !== "all" && sites.length === 1 ? sites[0] : undefined;
  return {
    study: scope.study,
    stream: event.stream,
    ...place,
    type: event.type,
    schemaVersion: definition.schemaVersion,
    data: definition.data.parse(event.data) as Json,
    occurredAt: event.occurredAt ?? occurredAt,
    ...(deviceClock ? { deviceClock } : {}),
    recordedAt: now,
    zone,
    actor: { user, role, ...(site ? { site } : {}), ...(entitled ? { entitled } : {}) },
    source,
    ...((event.reason ?? reason) ? { reason: event.reason ?? reason } : {}),
    ...(event.signatureMeaning ? { signatureMeaning: event.signatureMeaning } : {}),
    commandId,
    ...(beginsCommand && key ? { commandHash: key.hash } : {}),
    correlationId: commandId,
    ...(causationId ? { causationId } : {}),
  } as LedgerEvent;
}

function recordedAs({ type, data, ...meta }: LedgerEvent, { hash }: StoredEvent): AnyRecorded {
  return { type, data, meta: { ...meta, hash } as AnyRecorded["meta"] };
}

function outboxOf(streams: readonly StreamAppend[]): readonly OutboxMessage[] {
  const changed = streams.map(({ stream, expected, events }) => ({
    topic: "stream-changed",
    payload: { stream, version: expected + events.length, types: events.map(({ event }) => event.type) },
  }));
  const alarms = streams.flatMap(({ stream, events }) =>
    events
      .filter(({ event }) => event.type === "ParticipantInDangerDeclared")
      .map(({ event }) => ({
        topic: "participant-in-danger",
        payload: { stream, version: event.version },
      })),
  );
  const serious = streams.flatMap(({ stream, events }) =>
    events
      .filter(({ event }) => event.type === "SeriousEventReported")
      .map(({ event }) => ({ topic: "serious-event", payload: { stream, version: event.version } })),
  );
  const isSigned = streams.some(({ events }) =>
    events.some(({ event }) => event.signatureMeaning !== undefined),
  );
  const told = [...alarms, ...serious, ...changed];
  return isSigned ? [...told, { topic: "checkpoint-wanted", payload: {} }] : told;
}

/** Whoever must know hears that a code was broken: whose, of which kind and why; never the arm. */
function codeBrokenMessages(
  { context, facts }: Decided,
  events: readonly NewEvent[],
): readonly OutboxMessage[] {
  return events
    .filter(({ type }) => type === "CodeBroken")
    .map(({ data }) => {
      const { unblindingId, kind, reason } = data as Readonly<Record<string, string>>;
      const { number } = facts.participant.enrollment;
      const payload = { unblindingId, participant: context.subjectId, number, kind, reason };
      return { topic: "code-broken", payload };
    });
}

function vaultEntry(
  participant: string,
  sealed: string,
  events: readonly NewEvent[],
): NonNullable<Append["vault"]> {
  const writing = ["IdentityRecorded", "WhereaboutsConfirmed"];
  const recorded = events.find(({ type }) => writing.includes(type))?.data as { vaultVersion: number };
  return { participant, version: recorded.vaultVersion, sealed };
}
