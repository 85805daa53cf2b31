import {
  type CalendarDate,
  canonicalJson,
  failed,
  type Instant,
  type InvalidInput,
  ok,
  type ParticipantId,
  type Refusal,
  type Result,
  refusal,
  type SiteId,
  type StudyId,
  type UserId,
} from "#kernel";
import type { Source } from "#ledger";
import { type CommandDefinition, ratersCommands, type SignatureMethod } from "#trial";
import type { Append, CommandKey, EarlierCommand, Scope } from "../ports/event-store.ts";
import { composeAppend } from "./compose-append.ts";
import { contextOf } from "./context-of.ts";
import { entitledTo, sitesEntitled } from "./entitlement.ts";
import { type Envelope, parseEnvelope } from "./envelope.ts";
import { loadFacts, type Named } from "./facts.ts";
import {
  actsToConfirm,
  confirmersOf,
  type OfflineProof,
  refuseOutOfOrder,
  sourceOf,
} from "./offline-proof.ts";
import type { CommandPorts } from "./ports.ts";
import type { Principal } from "./principal.ts";
import { notFound } from "./standing-for.ts";
import { type ToldTime, toldTime } from "./told-time.ts";
import { type WitnessProof, witnessFor } from "./witness.ts";

/** What came of a command: how many events its subject has now, and whether it had been carried out before. */
export type Done = { readonly version: number; readonly repeated: boolean };

export type CommandAnswer = Result<Done, Refusal | InvalidInput>;

/** A command on its way: which kind, about whom, from whom, by which way. */
export type CommandRequest = {
  readonly definition: CommandDefinition;
  readonly study: StudyId;
  readonly subjectId: string;
  readonly body: unknown;
  readonly principal: Principal;
  readonly source: Source;
  /** How the person has just proved, for this very request, who they are; absent where they have not. */
  readonly signatureMethod?: SignatureMethod;
  /** A printed one-time code was found right in place of a sign-in. */
  readonly breakGlass?: true;
  /** The second person, who has just proved the same; absent where none stood by. */
  readonly witness?: WitnessProof;
  /** What of it rests on a device and not on a sign-in, and has to be confirmed by whose it is. */
  readonly offline?: OfflineProof;
  /** Seals the identity that goes to the vault with the events that tell of it; asked once the command was found to be rightful. */
  readonly identity?: () => Promise<Result<string, Refusal>>;
};

/** Of so many people who write to one stream at once, each gets through. */
const mostTries = 64;

/**
 * Carries out a command: loads what the rule needs, lets it decide, and appends what it decided, with its
 * projections, in one transaction. A command that comes again gets its first answer.
 */
export async function execute(ports: CommandPorts, request: CommandRequest): Promise<CommandAnswer> {
  const { definition, study } = request;
  const asked = parseEnvelope(definition, request.body);
  if (!asked.ok) return asked;
  const envelope = { ...asked.value, ...toldTime(asked.value, ports.clock.now()) };
  const missing = await refuseOutOfOrder(ports, envelope);
  if (missing) return failed(missing);
  const sites = sitesEntitled(request, envelope);
  const no = refuseUnread(request, sites);
  if (no) return failed(no);
  const reach: Scope = { study, sites: definition.reachesWholeStudy ? "all" : sites };
  const scope = withSite(reach, siteLedTo(envelope));
  const key = commandKey(ports, request, asked.value);
  // Behind the seal all of a study take turns: each takes the next place.
  const subject = definition.isSealed
    ? `${study} sealed`
    : `${study} ${definition.subject}:${request.subjectId}`;
  const reaching = definition.isSealed ? { ...ports, ...ports.sealed } : ports;
  const told = { ...request, source: sourceOf(request.source, envelope, ports.clock.now()) };
  const answer = await ports.turns(subject, () => carryOut(reaching, told, envelope, key, scope));
  if (answer.ok && envelope.device) await ports.devices.advance(envelope.device.id, envelope.device.sequence);
  return answer;
}

/** Decides anew for as long as somebody else is quicker. */
async function carryOut(
  ports: CommandPorts,
  request: CommandRequest,
  envelope: Envelope & ToldTime,
  key: CommandKey,
  scope: Scope,
): Promise<CommandAnswer> {
  const { definition, subjectId } = request;
  const earlier = await ports.store.findCommand(scope, key.id);
  if (earlier) return repeated(earlier, key);
  for (let tries = 0; tries < mostTries; tries++) {
    const answer = await attempt(ports, request, envelope, key, scope);
    if (answer === "moved") continue;
    if (answer.ok || answer.error.kind !== "refusal") return answer;
    // The same command, sent twice at once, may be what stands in its own way.
    const doneMeanwhile = await ports.store.findCommand(scope, key.id);
    if (doneMeanwhile) return repeated(doneMeanwhile, key);
    const about = { type: definition.type, subjectId };
    await ports.store.refuse(scope, key, answer.error, about);
    return answer;
  }
  throw new Error(`Cannot carry out ${definition.type}: its streams kept moving for ${mostTries} tries.`);
}

/** What is refused before anything is read. It keeps no answer: the same command may come again, put right. */
function refuseUnread(request: CommandRequest, sites: Scope["sites"]): Refusal | undefined {
  const { definition, principal, signatureMethod, breakGlass } = request;
  if (sites !== "all" && sites.length === 0)
    return principal.standings.length === 0 ? notFound(definition) : forbidden(definition);
  if (isBeyondHandOver(request)) return notFound(definition);
  return definition.needsReauthentication && !signatureMethod && !breakGlass ? unproven() : undefined;
}

/** A device in a participant's hands writes on the one form that it was handed over for. */
function isBeyondHandOver({ principal, subjectId, study, body }: CommandRequest): boolean {
  const { handedOver } = principal;
  if (!handedOver) return false;
  const { formKey } = ((body as { data?: unknown }).data ?? {}) as { readonly formKey?: string };
  return handedOver.study !== study || handedOver.participant !== subjectId || handedOver.formKey !== formKey;
}

async function attempt(
  ports: CommandPorts,
  request: CommandRequest,
  envelope: Envelope & ToldTime,
  key: CommandKey,
  narrow: Scope,
): Promise<CommandAnswer | "moved"> {
  const { definition, subjectId } = request;
  const named = {
    ...namedIn(request, envelope, ports.clock.now()),
    confirmers: confirmersOf(request),
  };
  const loading = [definition.subject, subjectId, named] as const;
  const reached = await loadFacts(ports, narrow, ...loading);
  const standing = entitledTo(request, envelope, reached);
  if (!standing.ok) return standing;
  // Somebody may tell of a participant who has been transferred since: then the site of today is read and written to as well.
  const scope = withSite(narrow, reached.facts.siteId);
  const loaded = scope === narrow ? reached : await loadFacts(ports, scope, ...loading);
  if (definition.subject === "staff" && !(await ports.accounts.byId(subjectId as UserId)))
    return failed(notFound(definition));
  const witness = witnessFor(request, loaded.facts.siteId);
  if (!witness.ok) return witness;
  const context = contextOf(ports, request, envelope, { ...standing.value, ...witness.value });
  const decision = definition.decide(loaded.facts, envelope.data, context);
  if (!decision.ok) return decision;
  const identity = await request.identity?.();
  if (identity && !identity.ok) return identity;
  const decided = {
    scope,
    key,
    context,
    source: request.source,
    commandId: envelope.commandId,
    streams: loaded.streams,
    facts: loaded.facts,
    ...(envelope.resolves ? { causationId: envelope.resolves } : {}),
    ...(identity ? { identity: identity.value } : {}),
  };
  const events = [...decision.value, ...actsToConfirm(request, envelope, ports.randomness.randomId)];
  const { append, after } = await composeAppend(ports, decided, events);
  const outcome = await ports.store.append(append);
  switch (outcome.outcome) {
    case "appended":
      for (const [stream, as] of after) ports.states.learn(scope, stream, as);
      return ok({ version: loaded.subject.version + eventsOfSubject(append, request), repeated: false });
    case "conflict":
      // An id that is new to this person but taken all the same belongs to somebody they may not see.
      if (
        loaded.subject.version === 0 &&
        outcome.stream === append.streams[0]?.stream &&
        (await isStillHidden(ports, request, scope))
      ) {
        return failed(notFound(definition));
      }
      return "moved";
    case "done-before": {
      const earlier = await ports.store.findCommand(scope, key.id);
      return earlier ? repeated(earlier, key) : failed(reused());
    }
  }
}

function withSite(scope: Scope, site: SiteId | null): Scope {
  if (site === null || scope.sites === "all" || scope.sites.includes(site)) return scope;
  return { ...scope, sites: [...scope.sites, site] };
}

/** The site that a transfer leads to, which has to be open and is written for. Who may give the command is judged apart from it. */
function siteLedTo({ data }: Envelope): SiteId | null {
  return ((data ?? {}) as { readonly toSite?: SiteId }).toSite ?? null;
}

/** What the command's data names beside its subject. */
function namedIn({ definition, principal }: CommandRequest, { data }: Envelope, now: Instant): Named {
  const { siteId, toSite, handle, participantId, user, recordingId, incidentId } = (data ?? {}) as {
    readonly siteId?: SiteId;
    readonly toSite?: SiteId;
    readonly handle?: string;
    readonly participantId?: ParticipantId;
    readonly user?: string;
    readonly recordingId?: string;
    readonly incidentId?: string;
  };
  return {
    ...(siteId ? { site: siteId } : {}),
    ...(toSite ? { otherSite: toSite } : {}),
    ...(handle ? { rating: handle } : {}),
    ...(recordingId ? { review: recordingId } : {}),
    ...(incidentId ? { incident: incidentId } : {}),
    ...(definition.subject === "session"
      ? {
          people: [principal.user, ...(user ? [user] : [])],
          ...(participantId ? { participant: participantId } : {}),
        }
      : {}),
    ...(definition.isSealed ? { sealed: true as const } : {}),
    ...(definition.stock === "none" ? {} : { stock: definition.stock }),
    ...(ratersCommands.includes(definition.type) ? { ratersOn: now.slice(0, 10) as CalendarDate } : {}),
  };
}

function eventsOfSubject(
  { streams }: Append,
  { definition, subjectId }: Pick<CommandRequest, "definition" | "subjectId">,
): number {
  const own = streams.find(({ stream }) => stream === `${definition.subject}:${subjectId}`);
  return own?.events.length ?? 0;
}

async function isStillHidden(
  ports: CommandPorts,
  { definition, subjectId }: CommandRequest,
  scope: Scope,
): Promise<boolean> {
  const again = await loadFacts(ports, scope, definition.subject, subjectId, {});
  return again.subject.version === 0;
}

function commandKey(
  { keys }: CommandPorts,
  { definition, subjectId, principal }: CommandRequest,
  envelope: Envelope,
): CommandKey {
  // Proof of identity is never kept, not even as a hash; the moment of sending is another each time.
  const { proof: _proof, witness: _witness, sentAt: _sentAt, ...rest } = envelope;
  // Nor is by which way it comes: a device may hand it over, and number anew what stands before it.
  const { device: _device, clock: _clock, signatures: _signatures, ...asked } = rest;
  return {
    id: envelope.commandId,
    user: principal.user,
    hash: keys.fingerprint(canonicalJson({ type: definition.type, subjectId, asked })),
  };
}

function repeated(earlier: EarlierCommand, key: CommandKey): CommandAnswer {
  if (earlier.hash !== key.hash || earlier.user !== key.user) return failed(reused());
  if (earlier.became === "refused") return failed(earlier.answer as Refusal);
  return ok({ version: earlier.position.version, repeated: true });
}

function forbidden({ type }: CommandDefinition): Refusal {
  return refusal(
    "not-permitted",
    `None of your roles in this study may ${type.replaceAll("-", " ")}.`,
    "21 CFR 11.10(g)",
    {
      because: "forbidden",
    },
  );
}

function unproven(): Refusal {
  const message =
    "Prove who you are to sign: send your password, and your code or passkey, with this request.";
  return refusal("reauthentication-needed", message, "21 CFR 11.200(a)", {
    because: "forbidden",
    path: "proof",
  });
}

function reused(): Refusal {
  const message =
    "This command id was used for something else. Send the command again with an id of its own.";
  return refusal("command-id-reused", message, "RFC 9562", { because: "conflict", path: "commandId" });
}
