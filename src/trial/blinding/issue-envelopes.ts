import { z } from "zod";
import { failed, ok, type ParticipantId, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { participantId } from "../fields.ts";
import { slotOf } from "../randomization/sealed-arms.ts";
import { siteStream } from "../streams.ts";
import { envelopeEvents } from "./events.ts";

const cites = "ICH E6(R3) 4.1.4; ICH E6(R2) 8.2.17";

/**
 * Issues a sealed sheet for each of the participants, so that an emergency needs neither server nor network. The event says which numbers
 * went out, and no arm; what is printed goes to who asked.
 */
export const issueEnvelopes = defineCommand({
  type: "issue-envelopes",
  subject: "site",
  merge: "adds",
  needsReauthentication: true,
  isSealed: true,
  data: z.strictObject({ participantIds: z.array(participantId).max(5_000) }),
  decide: (facts, { participantIds }, context) => {
    const no = refuseUnrandomized(facts, participantIds);
    if (no) return failed(no);
    const earlier = Object.keys(facts.site.envelopes).length;
    const envelopes = participantIds.map((id, at) => ({
      serial: serialOf(facts.site.number, earlier + at + 1),
      participantId: id,
    }));
    return ok([
      {
        type: "EnvelopesIssued",
        stream: siteStream(context.subjectId),
        data: { batchId: context.newId(), envelopes },
      },
    ]);
  },
});

/** Tells that an unopened sheet came back, or was destroyed. */
export const recordEnvelopeReturn = defineCommand({
  type: "record-envelope-return",
  subject: "site",
  merge: "adds",
  isObservation: true,
  data: envelopeEvents.EnvelopeReturned.data,
  decide: ({ site }, data, { subjectId }) => {
    const known = site.envelopes[data.serial];
    if (!known) {
      const message = `This site was issued no sheet ${data.serial}. Look at the number again.`;
      return failed(refusal("no-such-envelope", message, cites, { path: "data.serial" }));
    }
    return ok([{ type: "EnvelopeReturned", stream: siteStream(subjectId), data }]);
  },
});

function refuseUnrandomized({ sealed }: Facts, ids: readonly ParticipantId[]): Refusal | undefined {
  if (!sealed) throw new Error("What is sealed was not loaded.");
  if (ids.length > 0 && ids.every((id) => slotOf(sealed.allocation, id))) return undefined;
  const message = "Cannot issue sealed sheets: there is nobody at this site who was randomized.";
  return refusal("not-randomized", message, cites, { path: "data.participantIds" });
}

/** 01-E0001, 01-E0002 …: consecutive at the site, in the order in which participants were named. */
function serialOf(siteNumber: string, number: number): string {
  return `${siteNumber}-E${String(number).padStart(4, "0")}`;
}
