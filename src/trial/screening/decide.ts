import { failed, ok, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { stageOf } from "../participant.ts";
import { dayOf, requireDesign } from "../refusals.ts";
import { designVersionInEffect } from "../site/evolve.ts";
import { participantStream } from "../streams.ts";
import { screeningEvents } from "./events.ts";

/** Logs one contact before consent; the first makes the record of this person. */
export const logContact = defineCommand({
  type: "log-contact",
  creates: true,
  subject: "participant",
  merge: "adds",
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
    const design = requireDesign(facts);
    if (!design.ok) return design;
    const designVersion =
      designVersionInEffect(facts.site, dayOf(facts, context)) ?? design.value.design.version;
    return ok([
      {
        type: "PreScreeningContactLogged",
        stream: participantStream(context.subjectId),
        data: { ...data, designVersion },
      },
    ]);
  },
});
