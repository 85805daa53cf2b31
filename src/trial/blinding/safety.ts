import { z } from "zod";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { adverseEventForm } from "../adverse-event/form-id.ts";
import { defineCommand, type Facts } from "../command.ts";
import { formKey, freeText, text } from "../fields.ts";
import { formIdOf } from "../form/form-key.ts";
import { nameOf } from "../refusals.ts";
import { unblindingStream } from "../streams.ts";
import { outstandingIn } from "./break-code.ts";
import { requireSealedArm } from "./opened-arm.ts";

const cites = "21 CFR 312.32(c); ICH E2A III.D";

/**
 * Opens one participant's arm to the sponsor's safety role, for the report of one serious, unexpected, suspected adverse reaction. Those
 * who conduct and analyze the trial stay blinded, and see nothing of it (ICH E2A III.D): it is written where no site reaches it.
 */
export const unblindForSafety = defineCommand({
  type: "unblind-for-safety",
  subject: "participant",
  merge: "adds",
  needsReauthentication: true,
  isSealed: true,
  reachesWholeStudy: true,
  data: z.strictObject({
    formKey,
    reportNumber: text,
    /** What makes the report an expedited one; the person states all three. */
    basis: z.strictObject({
      isSerious: z.literal(true),
      isUnexpected: z.literal(true),
      isSuspected: z.literal(true),
    }),
    why: freeText,
  }),
  decide: (facts, { formKey: event, reportNumber, why }, context) => {
    const no = refuseWithoutAdverseEvent(facts, event);
    if (no) return failed(no);
    const sealed = requireSealedArm(facts, context.subjectId);
    if (!sealed.ok) return sealed;
    const unblindingId = context.newId();
    return ok([
      {
        type: "ArmOpenedForSafety",
        stream: unblindingStream(unblindingId),
        data: {
          unblindingId,
          participantId: context.subjectId,
          siteId: facts.siteId,
          number: facts.participant.enrollment.number ?? context.subjectId,
          formKey: event,
          reportNumber,
          why,
          openGuesses: outstandingIn(facts),
        },
      },
    ]);
  },
});

function refuseWithoutAdverseEvent(facts: Facts, key: string): Refusal | undefined {
  const form = facts.participant.forms[key];
  if (formIdOf(key) === adverseEventForm && form?.status === "submitted") return undefined;
  const message = `Cannot unblind ${nameOf(facts)} for safety reporting: ${key} is no adverse event that the site has submitted. Name the one that is reported.`;
  return refusal("no-adverse-event", message, cites, { path: "data.formKey" });
}
