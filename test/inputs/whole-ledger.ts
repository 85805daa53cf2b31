import { createHash } from "node:crypto";
import type { Instance } from "../../src/cli/instance.ts";

const tables = [
  "ledger.event",
  "ledger.stream",
  "ledger.refused_command",
  "ledger.outbox",
  "vault.identity",
  "people.account",
  "people.passkey",
  ...[
    "study",
    "site",
    "staff_role",
    "participant",
    "task",
    "query",
    "deviation",
    "rating",
    "rating_link",
    "kit",
  ].map((table) => `projection.${table}`),
];

/** A hash over every row of the trial and of the accounts: the same if nothing was written. */
export async function hashOfEverything(instance: Instance, without: readonly string[] = []): Promise<string> {
  const hash = createHash("sha256");
  for (const table of tables.filter((name) => !without.includes(name))) {
    const pool = table.startsWith("people.") ? instance.pool : instance.maintenance;
    const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY 1`);
    hash.update(`${table}\n`);
    for (const { row } of rows) hash.update(`${row}\n`);
  }
  return hash.digest("hex");
}
