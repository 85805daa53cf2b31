import { z } from "zod";
import { ok } from "#kernel";
import { freeText, uuid } from "../fields.ts";
import { defineSessionCommand, no, say } from "./session-command.ts";
import type { SeenEvent, SessionFacts } from "./session-facts.ts";
import type { EventTask } from "./state.ts";

/** An adverse event, whose form is then opened with what was seen; or why there is none. */
export const answerEventTask = defineSessionCommand({
  type: "answer-event-task",
  kind: "observation",
  data: z.union([
    z.strictObject({ taskId: uuid, answer: z.literal("event") }),
    z.strictObject({ taskId: uuid, answer: z.literal("no-event"), why: freeText }),
  ]),
  rule: (facts, data, context) => {
    const task = facts.session.tasks.find(({ taskId }) => taskId === data.taskId);
    if (!task)
      return no("no-such-task", "There is no such task in this session.", {
        path: "data.taskId",
        because: "not-found",
      });
    if (task.answer) return no("task-answered", "This task is answered already.", { because: "conflict" });
    if (data.answer === "no-event") {
      if (task.asks === "serious-event" || task.trigger.startsWith("effect:")) {
        return no(
          "definition-covers-it",
          "The protocol's definition of an adverse event covers this, whatever anybody thinks of it: it is one.",
          { path: "data.answer" },
          "FDA complete response letter, NDA 215455, 8 August 2024, p. 1–2; 21 CFR 312.32(a)",
        );
      }
      return ok([say(context, "EventTaskAnswered", data)]);
    }
    const draft = facts.draft?.(seenAs(facts, task), context);
    // A device cannot open the form: there the task shows as waiting, and the server answers it.
    if (!draft) return ok([]);
    const answered = say(context, "EventTaskAnswered", { ...data, formKey: draft.formKey });
    return ok([answered, ...draft.events]);
  },
});

function seenAs({ session, pack }: SessionFacts, { sourceId, term, trigger, at }: EventTask): SeenEvent {
  const effect = session.effects.find(({ effectKey }) => effectKey === sourceId);
  const interest = pack.plan.triggers.find(({ id }) => id === trigger)?.specialInterest;
  return {
    term,
    onset: effect?.onset ?? at,
    detectedBy: effect ? "session-effects" : "observed",
    sourceId,
    ...(effect ? { intensity: effect.intensity, valence: effect.valence } : {}),
    ...(effect?.endedAt ? { end: effect.endedAt } : {}),
    ...(interest ? { specialInterest: interest } : {}),
  };
}
