import { actingPerson } from "../../api/acting-person.ts";
import { ApiError, call } from "../../api/call.ts";
import { problemOf } from "../../api/use-command.ts";
import type { Sending } from "./draft.ts";
import type { DraftPlace } from "./draft-place.ts";
import type { SendAnswer } from "./draft-sender.ts";

/**
 * Sends a draft to its form or assessment. A server that fails is one that was not reached, and so is one that asks the
 * person to sign in again: it is tried anew. What one person typed is never sent while somebody else is signed in.
 */
export async function sendDraft(place: DraftPlace, sending: Sending): Promise<SendAnswer> {
  if (actingPerson() !== place.user) return { kind: "unreached" };
  try {
    const { version } = await post(place, sending);
    return { kind: "taken", version };
  } catch (error) {
    const problem = problemOf(error);
    const isUnreached =
      !(error instanceof ApiError) || [0, 401].includes(problem.status) || problem.status >= 500;
    return isUnreached ? { kind: "unreached" } : { kind: "refused", problem };
  }
}

function post(
  { kind, study: studyId, subject: subjectId, formKey }: DraftPlace,
  { commandId, zone, occurredAt, basedOn, changes }: Sending,
): Promise<{ readonly version: number }> {
  const entries = Object.entries(changes).map(([path, { value }]) => ({ path, value }));
  const envelope = { commandId, zone, occurredAt, basedOn };
  const params = { studyId, subjectId };
  return kind === "form"
    ? call("POST /api/studies/:studyId/participants/:subjectId/commands/draft-items", {
        params,
        body: { ...envelope, data: { formKey, entries } },
      })
    : call("POST /api/studies/:studyId/ratings/:subjectId/commands/draft-rating", {
        params,
        body: { ...envelope, data: { entries } },
      });
}
