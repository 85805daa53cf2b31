import type { Pool } from "pg";
import type { Instant, ParticipantId } from "#kernel";
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
    raters: (study, on) =>
      withScope(pool, { study, sites: "all" }, async (client) => {
        const { rows } = await client.query<{ user_id: string; starts_at: readonly Instant[] }>(
          `SELECT user_id, ARRAY(SELECT r.starts_at FROM projection.rating r WHERE r.study_id = $1
              AND r.rater_id = s.user_id AND r.state IN ('assigned', 'in-progress') AND r.starts_at IS NOT NULL
              ORDER BY r.starts_at) AS starts_at
            FROM projection.staff_role s
            WHERE study_id = $1 AND role = 'independent-rater' AND starts_on <= $2
              AND (ends_on IS NULL OR ends_on >= $2) GROUP BY user_id ORDER BY user_id`,
          [study, on],
        );
        return rows.map(({ user_id, starts_at }) => ({ user: user_id, startsAt: starts_at }));
      }),
  };
}
