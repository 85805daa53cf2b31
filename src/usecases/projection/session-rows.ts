import type { StudyId } from "#kernel";
import { firstDose, type SessionState } from "#trial";
import type { WantedRow } from "./changed-rows.ts";
import type { Around } from "./rows-of-stream.ts";
import { sessionTasks } from "./session-tasks.ts";
import { taskRow } from "./task.ts";

/** A session's row, and what is still to be done about it. */
export function sessionRows(
  study: StudyId,
  sessionId: string,
  state: SessionState,
  { facts }: Around,
): readonly WantedRow[] {
  const { opened, status, openedAt, ended } = state;
  if (!opened) return [];
  const row = {
    study_id: study,
    session_id: sessionId,
    site_id: opened.siteId,
    participant_id: opened.participantId,
    visit_id: opened.visitId,
    kind: opened.kind,
    status,
    opened_at: openedAt,
    dosed_at: firstDose(state, "initial")?.at ?? null,
    ended_at: ended?.at ?? null,
    ending: ended?.ending ?? null,
  };
  const place = {
    site_id: opened.siteId,
    participant_id: opened.participantId,
    number: facts.participant.enrollment.number,
  };
  return [
    { table: "session", key: sessionId, row },
    ...sessionTasks(sessionId, state).map((task) => taskRow(study, `${sessionId}/${task.key}`, place, task)),
  ];
}
