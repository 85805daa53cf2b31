import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { stageOf } from "../participant.ts";
import { dayOf, noProtocol } from "../refusals.ts";
import { designVersionInEffect } from "../site/evolve.ts";
import { participantStream } from "../streams.ts";
import { screeningEvents } from "./events.ts";

/** Logs one contact before consent; the first makes the record of this person. */
export const logContact = defineCommand({
  type: "log-contact",
  creates: true,
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: screeningEvents.PreScreeningContactLogged.data.omit({ designVersion: true }),
  decide: (facts, data, context) => {
    const stage = stageOf(facts.participant);
    if (stage !== "pre-screening" && stage !== "pre-screening-failed") {
      return failed(
        refusal(
          "already-consented",
          "Cannot log a pre-screening contact: this person has already signed the consent form. Use a visit or a telephone contact of the schedule.",
          "Protocol, schedule of activities",
        ),
      );
    }
    const saysWhy = data.failReasons.length > 0;
    if ((data.outcome === "failed") !== saysWhy) {
      const message = saysWhy
        ? "Cannot log this contact: reasons for failing were given, but its outcome is not “failed”."
        : "Cannot log a failed contact without a reason. Choose at least one.";
      return failed(
        refusal("fail-reason-mismatch", message, "FDA letter of 8 August 2024, p. 3; CONSORT 2010 13a", {
          path: "data.failReasons",
        }),
      );
    }
    const place = refusePlace(facts, data.siteId);
    if (place) return failed(place);
    const published = facts.study.designs.at(-1)?.version;
    const designVersion = designVersionInEffect(facts.site, dayOf(facts, context)) ?? published;
    if (designVersion === undefined) return failed(noProtocol());
    return ok([
      {
        type: "PreScreeningContactLogged",
        stream: participantStream(context.subjectId),
        data: { ...data, designVersion },
      },
    ]);
  },
});

/** A person is looked after by one site, which is open. */
function refusePlace({ site, siteId }: Facts, named: string): Refusal | undefined {
  const path = "data.siteId";
  if (!site.open) {
    return refusal("no-such-site", "Cannot log a contact: there is no such site.", "ICH E6(R3) 3.9", {
      path,
    });
  }
  if (siteId === named) return undefined;
  const message = `Cannot log this contact for another site: site ${site.number} looks after this person. Transfer them first.`;
  return refusal("other-site", message, "ICH E6(R3) 2.8", { path });
}
