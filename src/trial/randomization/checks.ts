import type { CompiledDesign } from "#design";
import { type Refusal, refusal } from "#kernel";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { eligibilityOf, refuseUnlessEligible } from "../enrollment/confirm-eligibility.ts";
import { refuseOpenParameters } from "../enrollment/open-parameters.ts";
import { refuseUnlessConfirmed } from "../enrollment/refuse-unless-confirmed.ts";
import { nameOf, refuseAfterEnd, refuseWithoutConsent } from "../refusals.ts";

const cites = "ICH E9 2.3.2; ICH E6(R3) 4.1; protocol, randomization";

/** What randomization waits for at the site, in the order in which it is asked. */
export const siteChecks = ["enrolled", "consent", "parameters", "confirmed", "criteria"] as const;
export type SiteCheck = (typeof siteChecks)[number];

/** Of each thing that randomization waits for: why not, or undefined where nothing stands in the way. */
export function refusalsBySite(
  facts: Facts,
  design: CompiledDesign,
  context: Context,
): Readonly<Record<SiteCheck, Refusal | undefined>> {
  return {
    enrolled: refuseAfterEnd(facts, "randomize") ?? refuseUnlessEnrolled(facts),
    consent: refuseWithoutConsent(facts, context, "randomize"),
    parameters: refuseOpenParameters(facts, design),
    confirmed: refuseUnlessConfirmed(facts, "randomization", "randomize"),
    criteria: refuseUnlessEligible(facts, "randomize", eligibilityOf(facts, "randomization", context)),
  };
}

/** All that a person of the site can put right before the next place is taken. */
export function refuseToRandomize(
  facts: Facts,
  design: CompiledDesign,
  context: Context,
): Refusal | undefined {
  const again = refuseSecondRandomization(facts);
  if (again) return again;
  const refusals = refusalsBySite(facts, design, context);
  return siteChecks.map((check) => refusals[check]).find((refusal) => refusal !== undefined);
}

function refuseSecondRandomization({ participant }: Facts): Refusal | undefined {
  const { randomized, number } = participant.enrollment;
  if (!randomized) return undefined;
  const message = `Participant ${number} was randomized on ${randomized.randomizedOn} as ${randomized.randomizationNumber}. Nobody is randomized twice.`;
  return refusal("randomized-already", message, cites, { because: "conflict" });
}

function refuseUnlessEnrolled(facts: Facts): Refusal | undefined {
  if (facts.participant.enrollment.enrolledOn) return undefined;
  return refusal("not-enrolled", `Cannot randomize ${nameOf(facts)}: they were not enrolled.`, cites);
}

/** Randomization was not opened for the plan of the version that binds the participant. */
export function notOpen(facts: Facts, { design }: CompiledDesign): Refusal {
  const message = `Cannot randomize ${nameOf(facts)}: randomization is not open for version ${design.version} of the protocol. The unblinded statistician opens it.`;
  return refusal("randomization-not-open", message, cites);
}
