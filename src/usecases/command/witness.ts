import { failed, ok, type Refusal, type Result, refusal, type SiteId } from "#kernel";
import { roleFor, type SignatureMethod, type Witness } from "#trial";
import type { CommandRequest } from "./execute.ts";
import type { Principal } from "./principal.ts";

/** A second person, and with what they have proved, for this very request, that it is them. */
export type WitnessProof = { readonly principal: Principal; readonly method: SignatureMethod };

export type Witnessed = { readonly witness?: Witness };

const cites = "21 CFR 11.10(g), 1304.22(c); protocol, dispensing";

/**
 * The witness of an act for two persons: somebody else, who may witness at the site. Nobody, where the act needs no second, or may be done
 * by one and was.
 */
export function witnessFor(
  { definition, principal, witness }: CommandRequest,
  siteId: SiteId | null,
): Result<Witnessed, Refusal> {
  const mayStandBy = definition.needsWitness || definition.mayBeWitnessed;
  if (!mayStandBy || (!witness && definition.mayBeWitnessed)) return ok({});
  const at = { because: "forbidden", path: "witness" } as const;
  if (!witness) {
    const message = "This takes two persons: the second signs in place, with their own name and password.";
    return failed(refusal("witness-needed", message, cites, at));
  }
  const { user, name, standings } = witness.principal;
  if (user === principal.user) {
    const message = "Nobody is their own witness: somebody else signs in place.";
    return failed(refusal("own-witness", message, cites, at));
  }
  const standing = roleFor("witness-kits", standings, siteId);
  if (standing) return ok({ witness: { user, name, role: standing.role, method: witness.method } });
  const message = `${name} has no role at this site in which they could witness.`;
  return failed(refusal("not-a-witness", message, cites, at));
}
