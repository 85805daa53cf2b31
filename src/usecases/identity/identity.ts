import { z } from "zod";
import {
  failed,
  type InvalidInput,
  invalidInput,
  ok,
  type ParticipantId,
  type Refusal,
  type Result,
  refusal,
  renderPath,
} from "#kernel";
import { commands, type IdentityField, identityField, sitesFor } from "#trial";
import { type CommandRequest, type Done, execute } from "../command/execute.ts";
import type { CommandPorts } from "../command/ports.ts";
import { missingKey } from "../ledger/sealing.ts";
import type { Scope } from "../ports/event-store.ts";
import type { IdentityVault } from "../ports/identity-vault.ts";

export type Identity = Partial<Readonly<Record<IdentityField, string>>>;

type IdentityPorts = CommandPorts & { readonly vault: IdentityVault };
type IdentityRequest = Omit<CommandRequest, "definition" | "signatureMethod" | "identity">;

const identitySchema = z.partialRecord(identityField, z.string().trim().min(1).max(300));

/**
 * Writes fields of a participant's identity: the values, sealed, to the vault; that they were written, to the ledger; both in one
 * transaction. Fields that are not named stay as they were.
 */
export async function recordIdentity(
  ports: IdentityPorts,
  request: IdentityRequest,
): Promise<Result<Done, Refusal | InvalidInput>> {
  const { data, ...envelope } = (request.body ?? {}) as { readonly data?: unknown };
  const values = identitySchema.safeParse(data);
  if (!values.success) {
    const issues = values.error.issues.map(({ path, message }) => ({
      path: renderPath(["data", ...path]),
      message,
    }));
    return failed(invalidInput(...issues));
  }
  const fields = Object.keys(values.data);
  if (fields.length === 0)
    return failed(invalidInput({ path: "data", message: "expected at least one field" }));
  return execute(ports, {
    ...request,
    definition: definitionOf("record-identity"),
    identity: () => sealWith(ports, request, values.data),
    body: { ...envelope, data: { fields } },
  });
}

/** The identity as it is now known, with the new values in their places. */
async function sealWith(
  ports: IdentityPorts,
  request: IdentityRequest,
  values: Identity,
): Promise<Result<string, Refusal>> {
  const sealer = await ports.keys.sealerOf(request.study, request.subjectId);
  if (sealer === "destroyed") return failed(erased());
  if (sealer === "missing") throw missingKey();
  const known = await readSealed(ports, scopeOf(request, "record-identity"), request.subjectId);
  return ok(sealer.seal(JSON.stringify({ ...known, ...values })));
}

/** Opens a participant's identity to their own site, and notes who looked and why. */
export async function readIdentity(
  ports: IdentityPorts,
  request: IdentityRequest,
): Promise<Result<Identity, Refusal | InvalidInput>> {
  const definition = definitionOf("read-identity");
  const noted = await execute(ports, { ...request, definition });
  if (!noted.ok) return noted;
  const identity = await readSealed(ports, scopeOf(request, "read-identity"), request.subjectId);
  return identity ? ok(identity) : failed(erased());
}

async function readSealed(
  { vault, keys }: IdentityPorts,
  scope: Scope,
  participant: string,
): Promise<Identity | undefined> {
  const sealed = await vault.latest(scope, participant as ParticipantId);
  const sealer = await keys.sealerOf(scope.study, participant);
  if (sealed === undefined || sealer === "destroyed") return undefined;
  if (sealer === "missing") throw missingKey();
  const text = sealer.open(sealed);
  if (text === undefined) throw new Error("Cannot open an identity: it is not under this participant's key.");
  return JSON.parse(text) as Identity;
}

function scopeOf({ study, principal }: IdentityRequest, action: "record-identity" | "read-identity"): Scope {
  return { study, sites: sitesFor(action, principal.standings) };
}

function definitionOf(type: string): CommandRequest["definition"] {
  const definition = commands.find((command) => command.type === type);
  if (!definition) throw new Error(`There is no command ${type}.`);
  return definition;
}

function erased(): Refusal {
  return refusal("identity-erased", "This identity was erased.", "GDPR Art. 17; ICH E6(R3) 4.2.7");
}
