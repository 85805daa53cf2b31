import { z } from "zod";
import { failed, type InvalidInput, invalidInput, ok, type Refusal, type Result, renderPath } from "#kernel";
import { commands, type IdentityField, identityField, sitesFor } from "#trial";
import { type CommandRequest, type Done, execute } from "../command/execute.ts";
import type { CommandPorts } from "../command/ports.ts";
import type { Scope } from "../ports/event-store.ts";
import type { IdentityVault } from "../ports/identity-vault.ts";
import { erased, openVault, vaultWith } from "./vaulted.ts";

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
    identity: () =>
      vaultWith(ports, scopeOf(request, "record-identity"), request.subjectId, (known) => ({
        ...known,
        ...values.data,
      })),
    body: { ...envelope, data: { fields } },
  });
}

/** Opens a participant's identity to their own site, and notes who looked and why. */
export async function readIdentity(
  ports: IdentityPorts,
  request: IdentityRequest,
): Promise<Result<Identity, Refusal | InvalidInput>> {
  const definition = definitionOf("read-identity");
  const noted = await execute(ports, { ...request, definition });
  if (!noted.ok) return noted;
  const known = await openVault(ports, scopeOf(request, "read-identity"), request.subjectId);
  if (!known) return failed(erased());
  const { whereabouts: _whereabouts, ...identity } = known;
  return ok(identity);
}

function scopeOf({ study, principal }: IdentityRequest, action: "record-identity" | "read-identity"): Scope {
  return { study, sites: sitesFor(action, principal.standings) };
}

function definitionOf(type: string): CommandRequest["definition"] {
  const definition = commands.find((command) => command.type === type);
  if (!definition) throw new Error(`There is no command ${type}.`);
  return definition;
}
