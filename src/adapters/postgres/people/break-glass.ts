import type { Pool } from "pg";
import { instantOf } from "#kernel";
import type { Accounts } from "#usecases";
import { appendWithin } from "../ledger/event-store.ts";
import { together } from "./together.ts";

type BreakGlassRow = {
  readonly selector: string;
  readonly secret_hash: string;
  readonly issued_at: Date;
  readonly used_at: Date | null;
  readonly used_for: string | null;
};

/** Printed one-time codes. The first command that comes with one uses it up, in the database. */
export function breakGlass(pool: Pool): Pick<Accounts, "breakGlassOf" | "setBreakGlass" | "spendBreakGlass"> {
  return {
    breakGlassOf: async (user) => {
      const text = "SELECT * FROM people.break_glass WHERE user_id = $1";
      const [row] = (await pool.query<BreakGlassRow>(text, [user])).rows;
      return (
        row && {
          selector: row.selector,
          secretHash: row.secret_hash,
          issuedAt: instantOf(row.issued_at.getTime()),
          usedAt: row.used_at && instantOf(row.used_at.getTime()),
          usedFor: row.used_for,
        }
      );
    },
    setBreakGlass: (user, { selector, secretHash, issuedAt }, append) =>
      together(pool, async (client) => {
        await client.query(
          `INSERT INTO people.break_glass AS b (user_id, selector, secret_hash, issued_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (user_id) DO UPDATE SET selector = excluded.selector, secret_hash = excluded.secret_hash,
              issued_at = excluded.issued_at, used_at = NULL, used_for = NULL`,
          [user, selector, secretHash, issuedAt],
        );
        await appendWithin(client, append);
      }),
    spendBreakGlass: (user, { selector, command, at }, append) =>
      together(pool, async (client) => {
        const { rowCount } = await client.query(
          `UPDATE people.break_glass SET used_at = $4, used_for = $3
            WHERE user_id = $1 AND selector = $2 AND used_at IS NULL`,
          [user, selector, command, at],
        );
        if (rowCount === 1) await appendWithin(client, append);
        return rowCount === 1;
      }),
  };
}
