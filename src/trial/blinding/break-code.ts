import { z } from "zod";
import { ok } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { participantStream } from "../streams.ts";
import { emergencyReason, envelopeSerial, type GuessSlot, knower } from "./events.ts";
import { guessesOutstanding } from "./guesses.ts";
import { requireSealedArm } from "./opened-arm.ts";

/**
 * Breaks one participant's code because care depends on it (ICH E6(R3) 2.7.1, 4.1.4; 21 CFR 312.60). It waits for nothing and nobody: no
 * guess, form, query, signature, lock, consent or second person. The event says that it happened; the arm goes to who asked, and nowhere
 * else.
 */
export const breakCode = defineCommand({
  type: "break-code",
  subject: "participant",
  merge: "adds",
  needsReauthentication: true,
  isSealed: true,
  data: z.strictObject({ reason: emergencyReason }),
  decide: (facts, { reason }, context) => {
    const sealed = requireSealedArm(facts, context.subjectId);
    if (!sealed.ok) return sealed;
    const via = context.breakGlass ? "break-glass" : "application";
    return ok([codeBroken(facts, context, { reason, via })]);
  },
});

/** Tells that a sealed sheet was opened. It happened: an unknown serial number is kept as it was told, and shows in the reconciliation. */
export const recordEnvelopeOpening = defineCommand({
  type: "record-envelope-opening",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: z.strictObject({ serial: envelopeSerial, reason: emergencyReason, openedBy: knower }),
  decide: (facts, { serial, reason, openedBy }, context) => {
    const more = { reason, via: "envelope", envelopeSerial: serial, openedBy };
    return ok([codeBroken(facts, context, more)]);
  },
});

function codeBroken(facts: Facts, context: Context, more: object): NewEvent {
  return {
    type: "CodeBroken",
    stream: participantStream(context.subjectId),
    data: {
      unblindingId: context.newId(),
      kind: "emergency",
      ...more,
      lostGuesses: outstandingIn(facts),
    },
  };
}

/** The guesses that are then missing. Without a protocol there are none to ask for. */
export function outstandingIn({ design, designs, site, participant }: Facts): readonly GuessSlot[] {
  return design ? guessesOutstanding({ design, designs, zone: site.zone }, participant) : [];
}
