import { z } from "zod";
import { failed, ok, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { formKey } from "../fields.ts";
import { formPlace } from "../form/entry.ts";
import { visitIdOf } from "../form/form-key.ts";
import { refuseWithoutConsent } from "../refusals.ts";
import { participantStream } from "../streams.ts";
import { visitOf } from "../visit/evolve.ts";

const cites = "EMA/INS/GCP/112288/2023 A5.1";

/** Hands the site's device to the participant for one form of their own; the session is then good for nothing else. */
export const handOverDevice = defineCommand({
  type: "hand-over-device",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({ formKey }),
  decide: (facts, data, context) => {
    const place = formPlace(facts, data.formKey);
    if (!place.ok) return place;
    const { form } = place.value.form;
    if (form.completedBy !== "participant") {
      const message = `Cannot hand the device over for ${form.label}: the participant does not answer it.`;
      return failed(refusal("not-a-self-report", message, cites, { path: "data.formKey" }));
    }
    if (place.value.known?.status === "submitted") {
      return failed(
        refusal("form-submitted", `${form.label} was submitted.`, cites, { path: "data.formKey" }),
      );
    }
    const visit = visitOf(facts.participant.visits, visitIdOf(data.formKey));
    const no = refuseWithoutConsent(facts, context, "hand the device over", {
      encounter: visit && place.value.design.encounters.get(visit.encounterId),
      ...(form.safetyAssessment ? { isSafety: true } : {}),
    });
    if (no) return failed(no);
    return ok([{ type: "DeviceHandedOver", stream: participantStream(context.subjectId), data }]);
  },
});

export const takeBackDevice = defineCommand({
  type: "take-back-device",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({ formKey }),
  decide: (_facts, data, { subjectId }) =>
    ok([{ type: "DeviceTakenBack", stream: participantStream(subjectId), data }]),
});
