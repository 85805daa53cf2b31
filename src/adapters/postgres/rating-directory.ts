import type { Pool } from "pg";
import type { ParticipantId } from "#kernel";
import type { RatingDirectory } from "#usecases";
import { withScope } from "./ledger/event-store.ts";

/** Raters by their granted roles, and ratings by the link that no rater's request reads. */
export function postgresRatingDirectory(pool: Pool): RatingDirectory {
  return {
    participantOf: (study, handle) =>
      withScope(pool, { study, sites: "all" }, async (client) => {
        const { rows } = await client.query<{ participant_id: ParticipantId }>(
          "SELECT participant_id FROM projection.rating_link WHERE study_id = $1 AND handle = $2",
          [study, handle],
        );
        return rows[0]?.participant_id;
      }),
    raters: (study) =>
      withScope(pool, { study, sites: "all" }, async (client) => {
        const { rows } = await client.query<{ user_id: string }>(
          `SELECT DISTINCT user_id FROM projection.staff_role
            WHERE study_id = $1 AND role = 'independent-rater' AND starts_on <= to_char(now(), 'YYYY-MM-DD')
              AND (ends_on IS NULL OR ends_on >= to_char(now(), 'YYYY-MM-DD')) ORDER BY user_id`,
          [study],
        );
        return rows.map(({ user_id }) => ({ user: user_id, languages: [] }));
      }),
  };
}
