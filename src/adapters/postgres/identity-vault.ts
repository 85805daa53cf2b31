import type { Pool } from "pg";
import type { IdentityVault } from "#usecases";
import { withScope } from "./ledger/event-store.ts";

/** The newest version of each identity, where the scope's sites reach it. */
export function postgresIdentityVault(pool: Pool): IdentityVault {
  return {
    latest: (scope, participant) =>
      withScope(pool, scope, async (client) => {
        const { rows } = await client.query<{ sealed: string }>(
          `SELECT sealed FROM vault.identity WHERE study_id = $1 AND participant_id = $2 ORDER BY version DESC LIMIT 1`,
          [scope.study, participant],
        );
        return rows[0]?.sealed;
      }),
  };
}
