import type { Pool } from "pg";
import type { Clock, SecurityLog } from "#usecases";

const mostInAMinute = 600;

/** The security log in its own append-only table; a flood is cut off, and the cut is noted. */
export function postgresSecurityLog(pool: Pool, clock: Clock): SecurityLog {
  let [minute, count] = ["", 0];
  return {
    write: async ({ kind, user, route, detail }) => {
      const now = clock.now();
      if (now.slice(0, 16) !== minute) [minute, count] = [now.slice(0, 16), 0];
      count++;
      if (count > mostInAMinute) return;
      const entry =
        count === mostInAMinute
          ? { kind: "log-cut-off", detail: { until: `${minute}:59` } }
          : { kind, user, route, detail };
      await pool.query(
        "INSERT INTO security.log (at, kind, user_id, route, detail) VALUES ($1, $2, $3, $4, $5)",
        [now, entry.kind, entry.user ?? null, entry.route ?? "", JSON.stringify(entry.detail ?? {})],
      );
    },
  };
}
