import { type SessionState, unsignedSteps } from "#trial";
import { investigators, siteTeam, type Task, therapists } from "./task.ts";

/** What a session leaves to do: events or why there are none, contacts to make, steps to sign. */
export function sessionTasks(sessionId: string, state: SessionState): readonly Task[] {
  const { opened, tasks } = state;
  if (!opened) return [];
  const subject = { sessionId, visitId: opened.visitId };
  const open = tasks
    .filter(({ answer }) => answer === null)
    .map(({ taskId, asks, term, at }) => ({
      key: `event/${taskId}`,
      kind: kinds[asks],
      roles: asks === "serious-event" ? [...investigators, ...therapists] : [...siteTeam, ...therapists],
      dueOn: at.slice(0, 10),
      lateAfter: at.slice(0, 10),
      subject: { ...subject, term },
    }));
  return [...open, ...(unsignedSteps(state).length > 0 ? [toSign(subject)] : [])];
}

/** Whoever was in the room may have done it, so all who are there are asked. */
function toSign(subject: Task["subject"]): Task {
  const roles = [...siteTeam, ...therapists, "session-attendant"] as const;
  return { key: "steps", kind: "session-steps-to-sign", roles, subject };
}

const kinds = {
  "adverse-event": "event-or-why-not",
  "serious-event": "serious-event-to-report",
  contact: "contact-after-session",
} as const;
