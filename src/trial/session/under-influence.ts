import type { Form } from "#design";
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

/** A guess of the arm, or an agreement to touch, waits until readiness; narrowing one is `revoke-touch`. */
export function refuseInfluencedForm(facts: Facts, form: Form, context: Context): Refusal | undefined {
  const agreements = (facts.design?.design.sessions ?? []).flatMap(
    ({ touchAgreement }) => touchAgreement?.formId ?? [],
  );
  const isHeldBack = form.armGuess !== undefined || agreements.includes(form.id);
  return isHeldBack ? refuseUnderInfluence(facts, context, `fill in ${form.label}`) : undefined;
}
