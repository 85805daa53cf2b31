import type { Pool } from "pg";
import type { Lists, SessionRow } from "#usecases";
import { withScope } from "./ledger/event-store.ts";

export function sessionLists(pool: Pool): Pick<Lists, "sessions"> {
  return {
    sessions: (scope) =>
      withScope(pool, scope, async (client) => {
        const { rows } = await client.query<SessionRow>(
          `SELECT s.session_id AS "sessionId", s.site_id AS "siteId", s.participant_id AS "participantId", p.number,
            s.visit_id AS "visitId", s.kind, s.status, s.opened_at AS "openedAt", s.dosed_at AS "dosedAt",
            s.ended_at AS "endedAt", s.ending
            FROM projection.session s
            LEFT JOIN projection.participant p ON p.study_id = s.study_id AND p.participant_id = s.participant_id
            WHERE s.study_id = $1 ORDER BY s.opened_at DESC, s.session_id`,
          [scope.study],
        );
        return rows;
      }),
  };
}
