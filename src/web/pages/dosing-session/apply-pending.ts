import type { Role } from "#design";
import {
  failed,
  type Instant,
  ok,
  type Refusal,
  type Result,
  type StudyId,
  type UserId,
  type ZoneId,
} from "#kernel";
import {
  evolveSession,
  idsOfCommand,
  type SessionFacts,
  type SessionState,
  sessionRules,
  sessionStream,
} from "#trial";
import type { SessionSending } from "./send-queue.ts";

/** Who acts on this device. */
export type ActingPerson = { readonly userId: string; readonly name: string; readonly role: Role };

type Rule = (typeof sessionRules)[string];
type RuleContext = Parameters<Rule>[2];

/**
 * The session with an entry that is not on record yet: the rule that the server will apply, applied to what the device holds.
 * @returns the refusal that the server would give, where it would
 */
export function withEntry(
  facts: SessionFacts,
  entry: SessionSending,
  person: ActingPerson,
  study: string,
): Result<SessionState, Refusal> {
  const rule = sessionRules[entry.type];
  if (!rule) return ok(facts.session);
  const context = contextFor(facts, entry, person, study);
  const decision = rule(facts, entry.data, context);
  if (!decision.ok) return failed(decision.error);
  const own = sessionStream(facts.pack.sessionId);
  const meta = {
    occurredAt: entry.occurredAt,
    version: null,
    actor: { user: person.userId, role: person.role },
  };
  const session = decision.value
    .filter(({ stream }) => stream === own)
    .reduce((state, { type, data }) => evolveSession(state, { type, data, meta } as never), facts.session);
  return ok(session);
}

/** Who stands by, as far as this device knows them: their name comes with the server's answer. */
function witnessIn({ pack }: SessionFacts, { signatures, witness, proof }: SessionSending, role: Role) {
  const signed = signatures?.find(({ as }) => as === "witness");
  const typed = witness as { readonly username: string } | undefined;
  const isSigned = signed !== undefined || signatures?.some(({ as }) => as === "author") === true;
  const user = signed?.user ?? typed?.username;
  const name = pack.team.find((one) => one.user === user)?.name ?? user;
  return {
    ...(proof === undefined && !isSigned
      ? {}
      : { signatureMethod: isSigned ? ("device-key-offline" as const) : ("password" as const) }),
    ...(user === undefined
      ? {}
      : {
          witness: {
            user: user as UserId,
            name: name as string,
            role,
            method: signed ? ("device-key-offline" as const) : ("password" as const),
          },
        }),
  };
}

function contextFor(
  facts: SessionFacts,
  entry: SessionSending,
  { userId, name, role }: ActingPerson,
  study: string,
): RuleContext {
  const { pack } = facts;
  return {
    study: study as StudyId,
    subjectId: pack.sessionId,
    now: entry.occurredAt as Instant,
    occurredAt: entry.occurredAt as Instant,
    zone: entry.zone as ZoneId,
    user: userId as UserId,
    userName: name,
    role,
    sites: "all",
    newId: idsOfCommand(entry.commandId),
    newToken: idsOfCommand(`${entry.commandId}/token`),
    ...(entry.reason === undefined ? {} : { reason: { freeText: entry.reason } }),
    ...witnessIn(facts, entry, role),
  };
}
