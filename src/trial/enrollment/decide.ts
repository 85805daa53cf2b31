import { z } from "zod";
import { failed, ok, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { stageOf } from "../participant.ts";
import { dayOf, nameOf, refuseAfterEnd, refuseWithoutConsent, requireDesign } from "../refusals.ts";
import { participantStream } from "../streams.ts";
import { eligibilityOf, refuseUnlessEligible } from "./confirm-eligibility.ts";
import { enrollmentEvents } from "./events.ts";
import { refuseOpenParameters } from "./open-parameters.ts";
import { refuseUnlessConfirmed } from "./refuse-unless-confirmed.ts";

const cites = "ICH E6(R3) 2.5.1; protocol, eligibility";

export const failScreening = defineCommand({
  type: "fail-screening",
  subject: "participant",
  merge: "adds",
  data: enrollmentEvents.ParticipantScreenFailed.data,
  decide: (facts, data, { subjectId }) => {
    const stage = stageOf(facts.participant);
    if (stage !== "screening") {
      const message = `Cannot record a screening failure: ${nameOf(facts)} is not in screening.`;
      return failed(refusal("not-in-screening", message, cites));
    }
    const known = facts.design?.design.eligibilityCriteria.map(({ id }) => id) ?? [];
    const stray = data.criteria.find((id) => !known.includes(id));
    if (stray) {
      const message = `The protocol has no criterion ${stray}.`;
      return failed(refusal("no-such-criterion", message, cites, { path: "data.criteria" }));
    }
    return ok([{ type: "ParticipantScreenFailed", stream: participantStream(subjectId), data }]);
  },
});

/** Takes the participant into the study: eligibility was confirmed, on the data as they now are, and consent is current. */
export const enrollParticipant = defineCommand({
  type: "enroll-participant",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({}),
  decide: (facts, _data, context) => {
    const { participant } = facts;
    if (participant.enrollment.enrolledOn) {
      const message = `${nameOf(facts)} was enrolled on ${participant.enrollment.enrolledOn}.`;
      return failed(refusal("enrolled-already", message, cites, { because: "conflict" }));
    }
    const protocol = requireDesign(facts);
    if (!protocol.ok) return protocol;
    const design = protocol.value;
    const no =
      refuseAfterEnd(facts, "enroll") ??
      refuseWithoutConsent(facts, context, "enroll") ??
      refuseOpenParameters(facts, design) ??
      refuseUnlessConfirmed(facts, "enrollment", "enroll") ??
      refuseUnlessEligible(facts, "enroll", eligibilityOf(facts, "enrollment", context));
    if (no) return failed(no);
    return ok([
      {
        type: "ParticipantEnrolled",
        stream: participantStream(context.subjectId),
        data: { enrolledOn: dayOf(facts, context), designVersion: design.design.version },
      },
    ]);
  },
});

export const endParticipation = defineCommand({
  type: "end-participation",
  subject: "participant",
  merge: "adds",
  data: enrollmentEvents.ParticipationEnded.data,
  decide: (facts, data, context) => {
    if (stageOf(facts.participant) !== "enrolled") {
      const message = `Cannot end participation: ${nameOf(facts)} is not enrolled. Someone in screening fails screening.`;
      return failed(refusal("not-enrolled", message, "ICH E6(R3) 2.9"));
    }
    if (data.endedOn > dayOf(facts, context)) {
      const message = "Cannot record an end that is still to come.";
      return failed(refusal("date-in-future", message, "ICH E6(R3) 2.9", { path: "data.endedOn" }));
    }
    const { enrolledOn } = facts.participant.enrollment;
    if (enrolledOn && data.endedOn < enrolledOn) {
      const message = `Cannot record an end on ${data.endedOn}: ${nameOf(facts)} was enrolled on ${enrolledOn}.`;
      return failed(refusal("ends-before-start", message, "ICH E6(R3) 2.9", { path: "data.endedOn" }));
    }
    return ok([{ type: "ParticipationEnded", stream: participantStream(context.subjectId), data }]);
  },
});
