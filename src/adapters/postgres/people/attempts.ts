import type { Pool } from "pg";
import { instantOf } from "#kernel";
import type { Accounts, Trier } from "#usecases";

type Counted = { readonly failed_attempts: number; readonly locked_until: Date | null };

// An attempt after a lock has run out is the first of a new series. The one that reaches the limit locks by itself.
const counted = "CASE WHEN t.locked_until <= $3 THEN 1 ELSE t.failed_attempts + 1 END";
const increment = `failed_attempts = ${counted}, locked_until = CASE WHEN ${counted} >= $2 THEN $4::timestamptz END`;
const isOpen = "(t.locked_until IS NULL OR t.locked_until <= $3)";

const countAccount = `UPDATE people.account t SET ${increment} WHERE user_id = $1 AND ${isOpen}
  RETURNING failed_attempts, locked_until`;
const countStranger = `INSERT INTO people.stranger AS t (bucket, failed_attempts, locked_until)
  VALUES ($1, 1, CASE WHEN 1 >= $2 THEN $4::timestamptz END)
  ON CONFLICT (bucket) DO UPDATE SET ${increment} WHERE ${isOpen}
  RETURNING failed_attempts, locked_until`;

/** Attempts to prove who one is, each counted by one statement of the database. */
export function attempts(
  pool: Pool,
): Pick<Accounts, "countAttempt" | "settleAttempt" | "takeTotpStep" | "countPin"> {
  return {
    countAttempt: async (trier, { most, now, lockedUntil }) => {
      const isAccount = "user" in trier;
      const key = isAccount ? trier.user : trier.stranger;
      const values = [key, most, now, lockedUntil];
      const [row] = (await pool.query<Counted>(isAccount ? countAccount : countStranger, values)).rows;
      if (row) return { counted: true, attempts: row.failed_attempts, isLast: row.locked_until !== null };
      const until = await lockOf(pool, trier);
      return { counted: false, lockedUntil: until ? instantOf(until.getTime()) : lockedUntil };
    },
    settleAttempt: async (user, outcome) => {
      await pool.query(
        `UPDATE people.account SET locked_until = NULL,
          failed_attempts = CASE WHEN $2 THEN 0 ELSE greatest(failed_attempts - 1, 0) END WHERE user_id = $1`,
        [user, outcome === "cleared"],
      );
    },
    takeTotpStep: async (user, step) => {
      const taken = await pool.query(
        "UPDATE people.account SET totp_step = $2 WHERE user_id = $1 AND totp_step < $2",
        [user, step],
      );
      return taken.rowCount === 1;
    },
    countPin: async (tokenHash) => {
      const { rows } = await pool.query<{ tried: number }>(
        `UPDATE people.session SET handed_over = jsonb_set(handed_over, '{triedPins}',
            to_jsonb((handed_over ->> 'triedPins')::integer + 1))
          WHERE token_hash = $1 AND handed_over IS NOT NULL RETURNING (handed_over ->> 'triedPins')::integer AS tried`,
        [tokenHash],
      );
      return rows[0]?.tried ?? Number.MAX_SAFE_INTEGER;
    },
  };
}

async function lockOf(pool: Pool, trier: Trier): Promise<Date | null | undefined> {
  const [table, column, key] =
    "user" in trier
      ? (["people.account", "user_id", trier.user] as const)
      : (["people.stranger", "bucket", trier.stranger] as const);
  const { rows } = await pool.query<Pick<Counted, "locked_until">>(
    `SELECT locked_until FROM ${table} WHERE ${column} = $1`,
    [key],
  );
  return rows[0]?.locked_until;
}
