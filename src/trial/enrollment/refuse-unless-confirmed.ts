import { type Refusal, refusal } from "#kernel";
import type { Facts } from "../command.ts";
import { nameOf } from "../refusals.ts";
import { signedHash } from "../signature/content.ts";

const cites = "ICH E6(R3) 2.5.1; protocol, eligibility";

/** The criteria of one point are not those of another: only a confirmation at this point counts, on the data and protocol as they are. */
export function refuseUnlessConfirmed(
  facts: Facts,
  point: "enrollment" | "randomization",
  act: "enroll" | "randomize",
): Refusal | undefined {
  const { participant } = facts;
  const confirmation = participant.enrollment.confirmations.findLast(({ at }) => at === point);
  if (!confirmation) {
    const message = `Cannot ${act} ${nameOf(facts)}: eligibility was not confirmed.`;
    return refusal("eligibility-not-confirmed", message, cites);
  }
  const isOfThisVersion = confirmation.designVersion === facts.design?.design.version;
  const isOfTheseData = confirmation.contentHash === signedHash(participant, { kind: "eligibility", id: "" });
  if (isOfThisVersion && isOfTheseData) return undefined;
  const what = isOfThisVersion ? "data have" : "the version of the protocol has";
  const message = `Cannot ${act}: ${what} changed since eligibility was confirmed. Review and confirm again.`;
  return refusal("eligibility-outdated", message, cites);
}
