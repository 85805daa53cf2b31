import { z } from "zod";
import { assessEligibility, type EligibilityAssessment, recordScope } from "#design";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { sha256 } from "../fields.ts";
import { participantRecord } from "../participant-record.ts";
import { dayOf, nameOf, noProtocol, refuseAfterEnd, refuseWithoutConsent } from "../refusals.ts";
import { signedHash } from "../signature/content.ts";
import { signer } from "../signature/decide.ts";
import { participantStream } from "../streams.ts";
import { enrollmentEvents } from "./events.ts";

const cites = "ICH E6(R3) 2.5.1; protocol, eligibility";

/**
 * An investigator confirms, by signature, that every criterion is satisfied. Unknown is not satisfied, and nobody
 * waives a criterion.
 */
export const confirmEligibility = defineCommand({
  type: "confirm-eligibility",
  subject: "participant",
  merge: "replaces",
  needsReauthentication: true,
  data: z.strictObject({ at: enrollmentEvents.EligibilityConfirmed.data.shape.at, contentHash: sha256 }),
  decide: (facts, data, context) => {
    const assessment = eligibilityOf(facts, data.at, context);
    if (!assessment) return failed(noProtocol());
    const hash = signedHash(facts.participant, { kind: "eligibility", id: "" });
    const no =
      refuseAfterEnd(facts, "confirm eligibility") ??
      refuseWithoutConsent(facts, context, "confirm eligibility") ??
      refuseUnlessEligible(facts, "confirm eligibility of", assessment) ??
      (hash === data.contentHash ? undefined : changedMeanwhile());
    if (no) return failed(no);
    const signatureId = context.newId();
    const meaning = "I have reviewed every criterion and confirm that this participant is eligible.";
    const stream = participantStream(context.subjectId);
    const target = { kind: "eligibility", id: data.at };
    return ok([
      {
        type: "EligibilityConfirmed",
        stream,
        signatureMeaning: meaning,
        data: {
          at: data.at,
          designVersion: facts.design?.design.version ?? "",
          verdicts: assessment.criteria.map(({ criterion, verdict }) => ({
            criterionId: criterion.id,
            verdict,
          })),
          contentHash: data.contentHash,
          signatureId,
        },
      },
      {
        type: "RecordSigned",
        stream,
        signatureMeaning: meaning,
        data: { signatureId, target, meaning, contentHash: data.contentHash, ...signer(context) },
      },
    ]);
  },
});

/** The participant's eligibility by every criterion that is checked at the point; undefined without a protocol. */
export function eligibilityOf(
  facts: Pick<Facts, "participant" | "design" | "site">,
  at: "screening" | "enrollment" | "randomization",
  context: Pick<Context, "now" | "occurredAt" | "zone">,
): EligibilityAssessment | undefined {
  if (!facts.design) return undefined;
  const today = dayOf(facts as Facts, context as Context);
  const record = participantRecord(facts.participant, facts.design, today, facts.site.zone);
  return assessEligibility(facts.design, recordScope(facts.design, record), at);
}

/** Time alone can change what a criterion says, so that it is asked again whenever it counts. */
export function refuseUnlessEligible(
  facts: Facts,
  act: string,
  assessment: EligibilityAssessment | undefined,
): Refusal | undefined {
  const open = assessment?.criteria.filter(({ verdict }) => verdict !== "satisfied") ?? [];
  if (open.length === 0) return undefined;
  const list = open
    .map(
      ({ criterion, verdict }) =>
        `${criterion.identifier} (${verdict === "violated" ? "not met" : "unknown"})`,
    )
    .join(", ");
  const message = `Cannot ${act} ${nameOf(facts)}: ${list}. A criterion is met by the data or not at all; there are no waivers.`;
  return refusal("not-eligible", message, cites);
}

function changedMeanwhile(): Refusal {
  const message = "Data have changed since you reviewed the criteria. Review them again before you confirm.";
  return refusal("changed-meanwhile", message, "21 CFR 11.70", {
    because: "conflict",
    path: "data.contentHash",
  });
}
