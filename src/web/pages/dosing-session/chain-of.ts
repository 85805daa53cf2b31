import { idsOfCommand } from "#trial";

/** What of a session builds on each other: each step of a dose on the one before, leaving on being ready. */
const acts: Readonly<Record<string, string>> = {
  "open-gate": "dose",
  "open-session-kit": "dose",
  "decide-supplemental": "dose",
  "assess-readiness": "leaving",
  "release-morning": "leaving",
};

/** Commands about something that one before them has begun, by the name under which they carry its id. */
const keyNames = ["effectKey", "touchId", "escalationKey"] as const;
const beginnings: ReadonlySet<string> = new Set(["note-effect", "begin-touch", "start-escalation"]);

/**
 * The chain of a session's command: once one of a chain was refused, those after it wait until a person has resolved it. Whatever stands
 * for itself has none, and a refused measurement holds nothing up: nor is a dose that was given ever held back, nor somebody who leaves
 * at once.
 */
export function chainOf(
  sessionId: string,
  { commandId, type, data }: { readonly commandId: string; readonly type: string; readonly data: unknown },
): string | undefined {
  const given = data as Readonly<Record<string, unknown>>;
  const act = type === "end-session" && given["ending"] === "ready" ? "leaving" : acts[type];
  if (act) return `${sessionId}/${act}`;
  // The first id that it gives is that of what it begins.
  if (beginnings.has(type)) return `${sessionId}/${idsOfCommand(commandId)()}`;
  const key = keyNames.map((name) => given[name]).find((value) => typeof value === "string");
  return key === undefined ? undefined : `${sessionId}/${key}`;
}
