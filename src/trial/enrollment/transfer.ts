import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { designVersionOf } from "../participant.ts";
import { dayOf } from "../refusals.ts";
import { participantStream } from "../streams.ts";
import { enrollmentEvents } from "./events.ts";

const cites = "ICH E6(R3) 2.8";

/** Gives a participant into the care of another site, which works by the same version of the protocol. */
export const transferParticipant = defineCommand({
  type: "transfer-participant",
  subject: "participant",
  merge: "replaces",
  data: enrollmentEvents.ParticipantTransferred.data.pick({ toSite: true, effectiveOn: true }),
  decide: (facts, data, context) => {
    const no = refuseTransfer(facts, data, dayOf(facts, context));
    if (no) return failed(no);
    return ok([
      {
        type: "ParticipantTransferred",
        stream: participantStream(context.subjectId),
        data: { ...data, fromSite: facts.siteId },
      },
    ]);
  },
});

function refuseTransfer(
  { siteId, otherSite, participant, site }: Facts,
  { toSite, effectiveOn }: { readonly toSite: string; readonly effectiveOn: string },
  today: string,
): Refusal | undefined {
  const at = { path: "data.toSite" };
  if (!siteId || toSite === siteId) {
    const message = `This participant is at site ${site.number} already.`;
    return refusal("same-site", message, cites, at);
  }
  if (!otherSite.open) {
    return refusal("no-such-site", "Cannot transfer to this site: there is none of this id.", cites, at);
  }
  const version = designVersionOf(participant);
  if (!otherSite.designs.some((one) => one.version === version && one.effectiveFrom <= today)) {
    const message = `Cannot transfer to ${otherSite.name}: version ${version} of the protocol, which binds this participant, is not in effect there.`;
    return refusal("version-not-approved", message, "ICH E6(R3) 2.4.1", at);
  }
  if (effectiveOn <= today) return undefined;
  return refusal("date-in-future", "Cannot record a transfer that is still to come.", cites, {
    path: "data.effectiveOn",
  });
}
