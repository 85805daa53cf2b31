import { z } from "zod";
import { ok } from "#kernel";
import { defineCommand } from "../command.ts";
import { freeText, userId } from "../fields.ts";
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
    rater: userId.optional(),
    how: inadvertentWay,
    circumstances: freeText,
  }),
  decide: (_facts, { learned, rater, how, circumstances }, context) => {
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
