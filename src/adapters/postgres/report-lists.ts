import type { Pool } from "pg";
import type { IncidentRow, LedgerReach, Lists } from "#usecases";
import { withScope } from "./ledger/event-store.ts";

const ledgerReachText = `SELECT count(*)::integer AS streams, coalesce(sum(s.version), 0)::integer AS events,
  coalesce(sum(s.version - coalesce(c.version, 0)), 0)::integer AS unproven
  FROM ledger.stream s LEFT JOIN LATERAL (
    SELECT max(version) AS version FROM ledger.checkpoint_change c WHERE c.study_id = s.study_id AND c.stream_id = s.stream_id
  ) c ON true WHERE s.study_id = $1`;

const incidentsText = `SELECT incident_id AS "incidentId", participant_id AS "participantId", reported_at AS "reportedAt",
  is_closed AS "isClosed" FROM projection.incident WHERE study_id = $1 ORDER BY reported_at DESC, incident_id`;

/** Confidential reports, and how much of the ledger a scope reaches: a site counts nothing that is reported round it. */
export function reportLists(pool: Pool): Pick<Lists, "incidents" | "ledgerReach"> {
  return {
    incidents: (scope) =>
      withScope(
        pool,
        scope,
        async (client) => (await client.query<IncidentRow>(incidentsText, [scope.study])).rows,
      ),
    ledgerReach: async (scope) => {
      const { rows } = await withScope(pool, scope, (client) =>
        client.query<LedgerReach>(ledgerReachText, [scope.study]),
      );
      return rows[0] ?? { streams: 0, events: 0, unproven: 0 };
    },
  };
}
