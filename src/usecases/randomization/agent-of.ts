import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import type { Source } from "#ledger";
import { type Action, isBlindedInAny, roleFor } from "#trial";
import type { Principal } from "../command/principal.ts";
import type { Agent } from "../ledger/append-to-study.ts";

/** Somebody who may do this in the whole study, as who does it. Whoever is blinded in another of their roles may not. */
export function agentFor(principal: Principal, action: Action, source: Source): Result<Agent, Refusal> {
  const standing = roleFor(action, principal.standings, null);
  if (!standing) {
    const message = `None of your roles reaches the whole study for this: ${action.replaceAll("-", " ")}.`;
    return failed(refusal("not-permitted", message, "21 CFR 11.10(g)", { because: "forbidden" }));
  }
  if (isBlindedInAny(principal.standings.map(({ role }) => role))) {
    const message =
      "One of your other roles is blinded, and a person knows arms or does not. Have that role ended first.";
    return failed(refusal("blinded-in-another-role", message, "ICH E9 2.3.1", { because: "forbidden" }));
  }
  return ok({ user: principal.user, name: principal.name, role: standing.role, source });
}
