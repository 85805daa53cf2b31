import { failed, ok, type ParticipantId, type Refusal, type Result, refusal } from "#kernel";
import type { IdentityField } from "#trial";
import type { CommandPorts } from "../command/ports.ts";
import { missingKey } from "../ledger/sealing.ts";
import type { Scope } from "../ports/event-store.ts";
import type { IdentityVault } from "../ports/identity-vault.ts";
import type { Whereabouts } from "./whereabouts.ts";

/** All that the vault holds of one participant, in its newest version. */
export type Vaulted = Partial<Readonly<Record<IdentityField, string>>> & {
  /** By the handle of the assessment for which it was confirmed. */
  readonly whereabouts?: Readonly<Record<string, Whereabouts>>;
};

type Ports = Pick<CommandPorts, "keys"> & { readonly vault: IdentityVault };

/** What is known, changed, and sealed anew under the participant's key. */
export async function vaultWith(
  ports: Ports,
  scope: Scope,
  participant: string,
  change: (known: Vaulted) => Vaulted,
): Promise<Result<string, Refusal>> {
  const sealer = await ports.keys.sealerOf(scope.study, participant);
  if (sealer === "destroyed") return failed(erased());
  if (sealer === "missing") throw missingKey();
  const known = (await openVault(ports, scope, participant)) ?? {};
  return ok(sealer.seal(JSON.stringify(change(known))));
}

/** Undefined where nothing was written yet, or the key was destroyed. */
export async function openVault(
  { vault, keys }: Ports,
  scope: Scope,
  participant: string,
): Promise<Vaulted | undefined> {
  const sealed = await vault.latest(scope, participant as ParticipantId);
  const sealer = await keys.sealerOf(scope.study, participant);
  if (sealed === undefined || sealer === "destroyed") return undefined;
  if (sealer === "missing") throw missingKey();
  const text = sealer.open(sealed);
  if (text === undefined) throw new Error("Cannot open an identity: it is not under this participant's key.");
  return JSON.parse(text) as Vaulted;
}

export function erased(): Refusal {
  return refusal("identity-erased", "This identity was erased.", "GDPR Art. 17; ICH E6(R3) 4.2.7");
}
