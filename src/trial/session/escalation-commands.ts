import { ok } from "#kernel";
import { sessionEvents } from "./events.ts";
import { defineSessionCommand, no, say } from "./session-command.ts";
import { tasksFor } from "./triggers.ts";

const { EscalationStarted, EscalationStepTaken, EscalationResolved } = sessionEvents;

export const startEscalation = defineSessionCommand({
  type: "start-escalation",
  kind: "observation",
  data: EscalationStarted.data.omit({ escalationKey: true }),
  rule: (facts, data, context) => {
    const ladder = facts.pack.plan.escalations.find(({ id }) => id === data.escalation);
    if (!ladder)
      return no("no-such-escalation", `The protocol has no escalation ${data.escalation}.`, {
        path: "data.escalation",
      });
    const running = facts.session.escalations.some(
      (one) => one.escalation === data.escalation && !one.resolvedAt,
    );
    if (running)
      return no("escalation-running", `${ladder.label} is under way already.`, { because: "conflict" });
    const escalationKey = context.newId();
    return ok([
      say(context, "EscalationStarted", { escalationKey, ...data }),
      ...tasksFor(facts, context, {
        on: "escalation",
        of: ladder.id,
        sourceId: escalationKey,
        term: ladder.label,
      }),
    ]);
  },
});

/** One step of the ladder, done: in any order, at once, by one person. */
export const takeEscalationStep = defineSessionCommand({
  type: "take-escalation-step",
  kind: "observation",
  data: EscalationStepTaken.data,
  rule: (facts, data, context) => {
    const running = facts.session.escalations.find(
      ({ escalationKey }) => escalationKey === data.escalationKey,
    );
    if (!running)
      return no("no-such-escalation", "There is no such escalation in this session.", {
        path: "data.escalationKey",
        because: "not-found",
      });
    const ladder = facts.pack.plan.escalations.find(({ id }) => id === running.escalation);
    if (!ladder?.steps.some(({ id }) => id === data.step))
      return no("no-such-step", `${ladder?.label ?? running.escalation} has no step ${data.step}.`, {
        path: "data.step",
      });
    return ok([say(context, "EscalationStepTaken", data)]);
  },
});

export const resolveEscalation = defineSessionCommand({
  type: "resolve-escalation",
  kind: "observation",
  data: EscalationResolved.data,
  rule: ({ session }, data, context) => {
    const running = session.escalations.find(({ escalationKey }) => escalationKey === data.escalationKey);
    if (!running)
      return no("no-such-escalation", "There is no such escalation in this session.", {
        path: "data.escalationKey",
        because: "not-found",
      });
    if (running.resolvedAt)
      return no("escalation-over", "This escalation is resolved already.", { because: "conflict" });
    return ok([say(context, "EscalationResolved", data)]);
  },
});
