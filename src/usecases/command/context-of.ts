import type { Context } from "#trial";
import type { Entitled } from "./entitlement.ts";
import type { Envelope } from "./envelope.ts";
import type { CommandRequest } from "./execute.ts";
import type { CommandPorts } from "./ports.ts";

/** What a rule is told of the moment and of who asks. */
export function contextOf(
  { clock, randomness }: Pick<CommandPorts, "clock" | "randomness">,
  { study, subjectId, principal, signatureMethod }: CommandRequest,
  { basedOn, occurredAt, zone, reason }: Envelope,
  { role, sites, entitled }: Entitled,
): Context {
  const now = clock.now();
  return {
    study,
    subjectId,
    now,
    zone,
    // A device whose clock is a little fast tells of nothing that is still to come.
    occurredAt: occurredAt === undefined || occurredAt > now ? now : occurredAt,
    user: principal.user,
    userName: principal.name,
    role,
    sites,
    newId: randomness.randomId,
    ...(entitled ? { entitled } : {}),
    ...(signatureMethod ? { signatureMethod } : {}),
    ...(reason === undefined ? {} : { reason: { freeText: reason } }),
    ...(basedOn === undefined ? {} : { basedOn }),
  };
}
