import type { Pool } from "pg";
import type { Lists } from "#usecases";

/** What was refused at the door. It belongs to no study. */
export function securityLists(pool: Pool): Pick<Lists, "securityLog" | "securityKinds"> {
  return {
    securityLog: async (most, kind) => {
      const { rows } = await pool.query<never>(
        `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, kind, user_id AS "user", route, detail
          FROM security.log WHERE $2::text IS NULL OR kind = $2 ORDER BY position DESC LIMIT $1`,
        [most, kind ?? null],
      );
      return rows;
    },
    securityKinds: async (since) => {
      const { rows } = await pool.query<never>(
        "SELECT kind, count(*)::integer AS count FROM security.log WHERE at > $1 GROUP BY kind ORDER BY kind",
        [since],
      );
      return rows;
    },
  };
}
