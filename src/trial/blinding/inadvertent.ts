import { z } from "zod";
import { failed, ok, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { freeText, uuid } from "../fields.ts";
import { nameOf } from "../refusals.ts";
import { participantStream } from "../streams.ts";
import { inadvertentWay, knower } from "./events.ts";
import { noteOn } from "./report.ts";

/**
 * Tells that somebody learned an arm that nobody meant to tell: who, how and when, never which (ICH E6(R3) 4.1.4: accidental unblinding
 * is documented). What it may have changed is assessed afterwards.
 */
export const recordInadvertentUnblinding = defineCommand({
  type: "record-inadvertent-unblinding",
  subject: "participant",
  merge: "adds",
  isObservation: true,
  reachesWholeStudy: true,
  data: z.strictObject({
    learned: z.array(knower).min(1).max(8),
    /** The assessment whose rater learned it, where it is known which. */
    handle: uuid.optional(),
    how: inadvertentWay,
    circumstances: freeText,
  }),
  decide: (facts, { learned, handle, how, circumstances }, context) => {
    const rater = handle === undefined ? undefined : facts.participant.ratings[handle]?.rater;
    if (handle !== undefined && rater === undefined) {
      const message = `There is no such assessment of ${nameOf(facts)}. Leave it out where it is not known which.`;
      const at = { because: "not-found", path: "data.handle" } as const;
      return failed(refusal("no-such-rating", message, "protocol, independent raters", at));
    }
    const unblindingId = context.newId();
    const { noteId, event } = noteOn(context, { unblindingId, about: "incident", note: circumstances });
    return ok([
      {
        type: "InadvertentUnblindingRecorded",
        stream: participantStream(context.subjectId),
        data: { unblindingId, learned, ...(rater ? { rater } : {}), how, noteId },
      },
      event,
    ]);
  },
});
