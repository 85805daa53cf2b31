import type { Context, Standing } from "#trial";
import type { Envelope } from "./envelope.ts";
import type { CommandRequest } from "./execute.ts";
import type { CommandPorts } from "./ports.ts";

/** What a rule is told of the moment and of who asks. */
export function contextOf(
  { clock, randomness }: Pick<CommandPorts, "clock" | "randomness">,
  { study, subjectId, principal, signatureMethod }: CommandRequest,
  { basedOn, occurredAt, zone, reason }: Envelope,
  { role, sites }: Standing,
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
    newId: randomness.randomId,
    ...(signatureMethod ? { signatureMethod } : {}),
    ...(reason === undefined ? {} : { reason: { freeText: reason } }),
    ...(basedOn === undefined ? {} : { basedOn }),
  };
}
