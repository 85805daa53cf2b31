import { z } from "zod";
import { numberOf } from "#design";
import { failed, instantOf, millisecondsOf, ok, type ParticipantId, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { freeText, uuid } from "../fields.ts";
import { participantStream, ratingStream } from "../streams.ts";
import { whereaboutsField } from "./events.ts";
import { noSuchRating, refuseOtherRater } from "./own-rating.ts";
import { confirmedFor } from "./whereabouts.ts";

const cites = "ICH E6(R3) 2.7.1; protocol, remote interviews";
const minute = 60_000;

/**
 * The participant is in danger: the rater may see, for this emergency alone, where they are and whom to call. It is never refused for want
 * of anything but that the assessment is not theirs; what was typed stays as it is.
 */
export const declareDanger = defineCommand({
  type: "declare-danger",
  subject: "rating",
  merge: "adds",
  reachesWholeStudy: true,
  data: z.strictObject({}),
  decide: (facts, _data, context) => {
    const no = refuseOtherRater(facts, context);
    if (no) return failed(no);
    if (facts.rating.basis === "recording") {
      const message =
        "This is a recording: nobody is on the line. Tell the rater coordinator what you heard.";
      return failed(refusal("not-an-interview", message, cites));
    }
    const { design, participant } = facts;
    const handle = context.subjectId;
    const minutes =
      design && numberOf(design.parameters, design.design.independentRating?.whereabouts?.emergencyView);
    const until = instantOf(millisecondsOf(context.now) + (minutes ?? 0) * minute);
    const stream = participantStream(participant.id as ParticipantId);
    const isKnown = confirmedFor(participant, handle) !== undefined;
    return ok([
      { type: "EmergencyOpened", stream: ratingStream(handle), data: { until } },
      { type: "ParticipantInDangerDeclared", stream, data: { handle, until } },
      ...(isKnown
        ? [{ type: "WhereaboutsRead", stream, data: { handle, fields: [...whereaboutsField.options] } }]
        : []),
    ]);
  },
});

/** Says how it ended; until then it stands first on the worklist of the site and of the medical monitor. */
export const resolveDanger = defineCommand({
  type: "resolve-danger",
  subject: "participant",
  merge: "adds",
  data: z.strictObject({ handle: uuid, outcome: freeText }),
  decide: ({ participant }, data, { subjectId }) => {
    const request = participant.ratings[data.handle];
    if (!request) return failed(noSuchRating());
    if (!request.danger || request.danger.isResolved) {
      const message = "Cannot close this: no danger was declared, or it is closed already.";
      return failed(refusal("no-danger", message, cites, { path: "data.handle" }));
    }
    return ok([{ type: "DangerResolved", stream: participantStream(subjectId), data }]);
  },
});
