import type { Pool } from "pg";
import type { KitRow, Lists } from "#usecases";
import { withScope } from "./ledger/event-store.ts";

/** The kits of the scope by their codes: the codes are drawn at random, so that their order tells nothing. */
export function kitLists(pool: Pool): Pick<Lists, "kits"> {
  return {
    kits: (scope) =>
      withScope(pool, scope, async (client) => {
        const { rows } = await client.query<KitRow>(
          `SELECT code, site_id AS "siteId", shipment_id AS "shipmentId", kind, level, capsules, state, expires_on AS "expiresOn",
            number, visit_id AS "visitId"
            FROM projection.kit WHERE study_id = $1 ORDER BY site_id, code`,
          [scope.study],
        );
        return rows;
      }),
  };
}
