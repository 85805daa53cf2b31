import { type Context, idsOfCommand } from "#trial";
import type { Entitled } from "./entitlement.ts";
import type { Envelope } from "./envelope.ts";
import type { CommandRequest } from "./execute.ts";
import type { CommandPorts } from "./ports.ts";
import type { ToldTime } from "./told-time.ts";
import type { Witnessed } from "./witness.ts";

/** What a rule is told of the moment and of who asks. */
export function contextOf(
  { clock, randomness }: Pick<CommandPorts, "clock" | "randomness">,
  { definition, study, subjectId, principal, signatureMethod, breakGlass }: CommandRequest,
  { commandId, basedOn, occurredAt, deviceClock, stillToCome, zone, reason }: Envelope & ToldTime,
  { role, sites, entitled, witness }: Entitled & Witnessed,
): Context {
  const now = clock.now();
  return {
    study,
    subjectId,
    now,
    zone,
    occurredAt: occurredAt ?? now,
    user: principal.user,
    userName: principal.name,
    role,
    sites,
    // A device goes on from what it has recorded in a session before the server has seen it.
    newId: definition.subject === "session" ? idsOfCommand(commandId) : randomness.randomId,
    newToken: randomness.token,
    ...(deviceClock ? { deviceClock } : {}),
    ...(stillToCome ? { stillToCome } : {}),
    ...(entitled ? { entitled } : {}),
    ...(signatureMethod ? { signatureMethod } : {}),
    ...(breakGlass ? { breakGlass } : {}),
    ...(witness ? { witness } : {}),
    ...(reason === undefined ? {} : { reason: { freeText: reason } }),
    ...(basedOn === undefined ? {} : { basedOn }),
  };
}
