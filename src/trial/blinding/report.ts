import { z } from "zod";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { freeText, uuid } from "../fields.ts";
import { nameOf } from "../refusals.ts";
import { participantStream, unblindingStream } from "../streams.ts";
import { knower, unblindingImpact } from "./events.ts";
import type { Unblinding } from "./evolve.ts";

const cites = "ICH E6(R3) 4.1.4, 3.9.2; protocol, unblinding";

/** What comes after an emergency: what happened, who now knows, and whether care was another for it. Once. */
export const completeUnblindingReport = defineCommand({
  type: "complete-unblinding-report",
  subject: "participant",
  merge: "adds",
  reachesWholeStudy: true,
  data: z.strictObject({
    unblindingId: uuid,
    whoKnows: z.array(knower).min(1).max(8),
    careChanged: z.boolean(),
    narrative: freeText,
  }),
  decide: (facts, { unblindingId, whoKnows, careChanged, narrative }, context) => {
    const known = unblindingIn(facts, unblindingId);
    if (!known.ok) return known;
    const { kind, report } = known.value;
    if (kind !== "emergency" || report) {
      const message = report
        ? `The report on this unblinding of ${nameOf(facts)} was given on ${report.at.slice(0, 10)}.`
        : "An inadvertent unblinding has no report: its impact is assessed.";
      return failed(refusal("report-given", message, cites, { because: "conflict" }));
    }
    const { noteId, event } = noteOn(context, {
      unblindingId,
      about: "report",
      note: narrative,
      careChanged,
    });
    return ok([
      {
        type: "UnblindingReported",
        stream: participantStream(context.subjectId),
        data: { unblindingId, whoKnows, noteId },
      },
      event,
    ]);
  },
});

/** What an unblinding may have changed of the trial's data, as a physician judges it. A later judgment stands beside the earlier one. */
export const assessUnblindingImpact = defineCommand({
  type: "assess-unblinding-impact",
  subject: "participant",
  merge: "adds",
  reachesWholeStudy: true,
  data: z.strictObject({ unblindingId: uuid, impact: unblindingImpact, assessment: freeText }),
  decide: (facts, { unblindingId, impact, assessment }, context) => {
    const known = unblindingIn(facts, unblindingId);
    if (!known.ok) return known;
    const { noteId, event } = noteOn(context, { unblindingId, about: "impact", note: assessment });
    return ok([
      {
        type: "UnblindingImpactAssessed",
        stream: participantStream(context.subjectId),
        data: { unblindingId, impact, noteId },
      },
      event,
    ]);
  },
});

function unblindingIn(facts: Facts, unblindingId: string): Result<Unblinding, Refusal> {
  const known = facts.participant.unblindings[unblindingId];
  if (known) return ok(known);
  const message = `There is no such unblinding of ${nameOf(facts)}.`;
  return failed(
    refusal("no-such-unblinding", message, cites, { because: "not-found", path: "data.unblindingId" }),
  );
}

/** Words about an unblinding, in a stream of their own that no blinded person reaches. */
export function noteOn(
  { subjectId, newId }: Pick<Context, "subjectId" | "newId">,
  data: object,
): { readonly noteId: string; readonly event: NewEvent } {
  const noteId = newId();
  return {
    noteId,
    event: {
      type: "UnblindingNoted",
      stream: unblindingStream(noteId),
      data: { ...data, participantId: subjectId },
    },
  };
}
