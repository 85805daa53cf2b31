import { type Refusal, refusal } from "#kernel";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { nameOf } from "../refusals.ts";
import { isUnderInfluenceAt } from "./links.ts";

/**
 * Between a dose and readiness no consent, no guess of the arm and no wider touch agreement is given; taking back always is
 * (FDA guidance on psychedelic drugs, July 2026, p. 12, on vulnerability and suggestibility).
 */
export function refuseUnderInfluence(facts: Facts, context: Context, act: string): Refusal | undefined {
  if (!isUnderInfluenceAt(facts.participant.sessions, context.occurredAt)) return undefined;
  return refusal(
    "under-influence",
    `Cannot ${act}: ${nameOf(facts)} was given a dose and has not been found ready since. Taking something back is always possible.`,
    "FDA guidance on psychedelic drugs, July 2026, p. 12; protocol, dosing sessions",
  );
}
