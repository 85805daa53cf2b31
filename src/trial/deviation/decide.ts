import { failed, ok, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { participantStream } from "../streams.ts";
import { type DeviationCategory, deviationEvents } from "./events.ts";

export const recordDeviation = defineCommand({
  type: "record-deviation",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  data: deviationEvents.DeviationRecorded.data.omit({ deviationId: true, detectedBy: true }),
  decide: (_facts, data, context) =>
    ok([
      {
        type: "DeviationRecorded",
        stream: participantStream(context.subjectId),
        data: { ...data, deviationId: context.newId(), detectedBy: "person" },
      },
    ]),
});

export const assessDeviation = defineCommand({
  type: "assess-deviation",
  subject: "participant",
  merge: "adds",
  data: deviationEvents.DeviationAssessed.data,
  decide: ({ participant }, data, { subjectId }) => {
    if (!participant.deviations[data.deviationId]) {
      const message = "Cannot assess this deviation: there is none of this id.";
      return failed(
        refusal("no-such-deviation", message, "ICH E6(R3) 2.5.3", {
          path: "data.deviationId",
          because: "not-found",
        }),
      );
    }
    return ok([{ type: "DeviationAssessed", stream: participantStream(subjectId), data }]);
  },
});

/** A departure from the protocol that a rule has found: recorded with the fact that broke it, never instead of it. */
export function detectedDeviation(
  context: Context,
  found: {
    readonly category: DeviationCategory;
    readonly rule: string;
    readonly description: string;
    readonly about?: string;
  },
  participant: string = context.subjectId,
): NewEvent {
  const { description, ...rest } = found;
  return {
    type: "DeviationRecorded",
    stream: participantStream(participant),
    data: {
      ...rest,
      deviationId: context.newId(),
      description: { freeText: description },
      detectedBy: "software",
    },
  };
}
