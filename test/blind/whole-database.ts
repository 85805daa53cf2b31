import type { Pool } from "pg";
import type { Got } from "./everything-got.ts";
import { withoutWhatMayDiffer } from "./what-may-differ.ts";

const schemas = ["ledger", "projection", "people", "security", "vault", "sealed"];

/** Written by the database's own clock, which does not stand still. */
const ownClock: Readonly<Record<string, readonly string[]>> = {
  "ledger.refused_command": ["recorded_at"],
  "ledger.outbox": ["xid"],
  "security.log": ["at"],
};

/** Every row of every table, as somebody has it who has the database but no key; what a swap may change is left out. */
export async function wholeDatabase(pool: Pool): Promise<Got> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%s.%s', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY ($1) ORDER BY 1`,
    [schemas],
  );
  const got = new Map<string, string>();
  for (const { name } of tables) {
    const left = (ownClock[name] ?? []).map((column) => ` - '${column}'`).join("");
    const { rows } = await pool.query<{ row: string }>(
      `SELECT (to_jsonb(t)${left})::text AS row FROM ${name} t ORDER BY 1`,
    );
    got.set(
      name,
      rows
        .map(({ row }) => withoutWhatMayDiffer(row))
        .sort()
        .join("\n"),
    );
  }
  return got;
}
