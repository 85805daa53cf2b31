import { z } from "zod";
import {
  failed,
  type Instant,
  type InvalidInput,
  invalidInput,
  ok,
  type ParticipantId,
  type Refusal,
  type Result,
  refusal,
  renderPath,
} from "#kernel";
import { commands, confirmedFor, siteOf, sitesFor, whereaboutsField } from "#trial";
import { type CommandRequest, type Done, execute } from "../command/execute.ts";
import { loadFacts } from "../command/facts.ts";
import type { CommandPorts } from "../command/ports.ts";
import type { Scope } from "../ports/event-store.ts";
import type { IdentityVault } from "../ports/identity-vault.ts";
import { openVault, type Vaulted, vaultWith } from "./vaulted.ts";

const words = z.string().trim().min(1).max(300);

/** Where the participant is now, how to call them back, and who is on duty for them. */
export const whereaboutsSchema = z.strictObject({
  address: words,
  "call-back-number": words,
  "clinician-name": words,
  "clinician-telephone": words,
});
export type Whereabouts = z.infer<typeof whereaboutsSchema>;

type Ports = CommandPorts & { readonly vault: IdentityVault };
type Request = Omit<CommandRequest, "definition" | "signatureMethod" | "identity">;

/** Writes to the vault, under the participant's key, what a remote interview needs before it begins; to the ledger, that it was confirmed. */
export async function confirmWhereabouts(
  ports: Ports,
  request: Request,
): Promise<Result<Done, Refusal | InvalidInput>> {
  const { data, ...envelope } = (request.body ?? {}) as { readonly data?: { readonly handle?: unknown } };
  const { handle, ...rest } = data ?? {};
  const values = whereaboutsSchema.safeParse(rest);
  if (!values.success) {
    const issues = values.error.issues.map(({ path, message }) => ({
      path: renderPath(["data", ...path]),
      message,
    }));
    return failed(invalidInput(...issues));
  }
  const scope = { study: request.study, sites: sitesFor("confirm-whereabouts", request.principal.standings) };
  return execute(ports, {
    ...request,
    definition: definitionOf("confirm-whereabouts"),
    identity: () =>
      vaultWith(ports, scope, request.subjectId, (known) => ({
        ...known,
        whereabouts: { ...known.whereabouts, [String(handle)]: values.data },
      })),
    body: { ...envelope, data: { handle, fields: [...whereaboutsField.options] } },
  });
}

/** What a rater sees in an emergency, and until when. Null: nobody confirmed it. */
export type Emergency = { readonly until: Instant; readonly whereabouts: Whereabouts | null };

/**
 * Declares that the participant of a rating is in danger, and opens to its rater where they are: for this emergency, and no longer. That it
 * was read is written in the same append as the alarm.
 */
export async function declareDanger(
  ports: Ports,
  request: Request,
): Promise<Result<Emergency, Refusal | InvalidInput>> {
  const declared = await execute(ports, { ...request, definition: definitionOf("declare-danger") });
  if (!declared.ok) return declared;
  const wide = { study: request.study, sites: "all" as const };
  const { facts } = await loadFacts(ports, wide, "rating", request.subjectId, {});
  const { participant, rating } = facts;
  const until = rating.emergencyUntil ?? ports.clock.now();
  // A command that comes again gets its first answer, and nothing that has run out since.
  if (ports.clock.now() > until && declared.value.repeated) return failed(ranOut());
  const handle = confirmedFor(participant, request.subjectId)?.handle;
  const site = siteOf(participant);
  if (handle === undefined || !site) return ok({ until, whereabouts: null });
  const scope: Scope = { study: request.study, sites: [site] };
  const known: Vaulted = (await openVault(ports, scope, participant.id as ParticipantId)) ?? {};
  return ok({ until, whereabouts: known.whereabouts?.[handle] ?? null });
}

function definitionOf(type: string): CommandRequest["definition"] {
  const definition = commands.find((command) => command.type === type);
  if (!definition) throw new Error(`There is no command ${type}.`);
  return definition;
}

function ranOut(): Refusal {
  const message = "This emergency ran out. If the participant is still in danger, say so again.";
  return refusal("emergency-ended", message, "Protocol, remote interviews");
}
