import type { SessionTrigger } from "#design";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { say } from "./session-command.ts";
import type { SeenEvent, SessionFacts } from "./session-facts.ts";

type Seen = {
  readonly on: SessionTrigger["on"];
  /** Which effect, probe, medication or measure. */
  readonly of: string;
  readonly sourceId: string;
  /** The term under which it would be listed. */
  readonly term: string;
};

/**
 * The tasks that something seen raises: an adverse event, or why there is none. While a task for the same thing is open, no second one
 * is raised: alerts that repeat themselves are not heard.
 */
export function tasksFor(facts: SessionFacts, context: Context, seen: Seen): readonly NewEvent[] {
  const { plan } = facts.pack;
  return plan.triggers
    .filter(({ on, of }) => on === seen.on && (of.length === 0 || of.includes(seen.of)))
    .filter(({ id }) => !isOpen(facts, id, seen.term))
    .map(({ id }) =>
      say(context, "EventTaskRaised", {
        taskId: context.newId(),
        asks: "adverse-event",
        trigger: id,
        sourceId: seen.sourceId,
        term: seen.term,
      }),
    );
}

/** The tasks that the words of a note raise. */
export function tasksForNote(
  facts: SessionFacts,
  context: Context,
  sourceId: string,
  note: string,
): readonly NewEvent[] {
  const words = new Set(note.toLowerCase().split(/[^\p{L}\p{N}-]+/u));
  const text = note.toLowerCase();
  return facts.pack.plan.triggers
    .filter(({ on }) => on === "note-word")
    .flatMap((trigger) => {
      const word = trigger.words.find((one) => (one.includes(" ") ? text.includes(one) : words.has(one)));
      if (word === undefined || isOpen(facts, trigger.id, word)) return [];
      return [
        say(context, "EventTaskRaised", {
          taskId: context.newId(),
          asks: "adverse-event",
          trigger: trigger.id,
          sourceId,
          term: word,
        }),
      ];
    });
}

function isOpen({ session }: SessionFacts, trigger: string, term: string): boolean {
  return session.tasks.some((task) => task.trigger === trigger && task.term === term && task.answer === null);
}

/**
 * An effect that the protocol's single definition of an adverse event covers becomes one without retyping: its form is opened with what
 * was seen, and the task that asks for it is answered. On a device, which cannot, the task stays open until the server has it.
 */
export function becomesEvent(
  facts: SessionFacts,
  context: Context,
  trigger: string,
  seen: SeenEvent,
): readonly NewEvent[] {
  const taskId = context.newId();
  const { sourceId, term } = seen;
  const raised = say(context, "EventTaskRaised", { taskId, asks: "adverse-event", trigger, sourceId, term });
  const draft = facts.draft?.(seen, context);
  if (!draft) return [raised];
  const { formKey, events } = draft;
  return [raised, say(context, "EventTaskAnswered", { taskId, answer: "event", formKey }), ...events];
}
