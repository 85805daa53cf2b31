import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { withClient } from "#adapters";
import { startCluster } from "../../src/adapters/postgres/embedded/cluster.ts";

const guide = fileURLToPath(new URL("../../docs/guides/postgresql.md", import.meta.url));

/** The roles of the guide and their passwords here, with signs in them that a URL must encode. */
export const passwords = {
  vigil_owner: "owner's own secret",
  vigil_app: "app @ the #1 secret",
  vigil_maintenance: "maintenance/secret?",
  vigil_sealed: "sealed % secret",
} as const;

export type OwnServer = {
  /** Runs statements as its administrator, in the database that is named or in `postgres`. */
  readonly administer: (sql: readonly string[], database?: string) => Promise<void>;
  /** Makes a login role of the name, with the password. */
  readonly makeRole: (role: string, password: string, rights?: string) => Promise<void>;
  /** The URL at which a role reaches a database. */
  readonly url: (role: string, password: string, database?: string) => string;
  /** The variables of the guide, for a database of the server. */
  readonly environment: (database?: string) => NodeJS.ProcessEnv;
  readonly stop: () => Promise<void>;
};

/** A PostgreSQL of its own on which everybody but its administrator needs a password, with no role and no database made yet. */
export async function anOwnServer(): Promise<OwnServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-own-server-"));
  const cluster = await startCluster(path.join(folder, "database"));
  const host = cluster.socketFolder;
  const administer = (sql: readonly string[], database = "postgres"): Promise<void> =>
    withClient({ host, user: "postgres", database }, async (client) => {
      for (const statement of sql) await client.query(statement);
    });
  await withClient({ host, user: "postgres", database: "postgres" }, askForPasswords);
  const url = (role: string, password: string, database = "vigil"): string =>
    `postgresql://${role}:${encodeURIComponent(password)}@localhost/${database}?host=${encodeURIComponent(host)}`;
  return {
    administer,
    makeRole: (role, password, rights = "") =>
      administer([`CREATE ROLE ${role} LOGIN ${rights} PASSWORD ${pg.escapeLiteral(password)}`]),
    url,
    environment: (database) => ({
      DATABASE_URL: url("vigil_app", passwords.vigil_app, database),
      VIGIL_MAINTENANCE_URL: url("vigil_maintenance", passwords.vigil_maintenance, database),
      VIGIL_SEALED_URL: url("vigil_sealed", passwords.vigil_sealed, database),
      VIGIL_OWNER_URL: url("vigil_owner", passwords.vigil_owner, database),
    }),
    stop: async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Does what the guide asks of an administrator: its own SQL, and a password for each role. */
export async function prepareAsTheGuideSays({ administer }: OwnServer): Promise<void> {
  const [, sql = ""] = /```sql\n([\s\S]*?)```/.exec(readFileSync(guide, "utf8")) ?? [];
  const setPasswords = Object.entries(passwords).map(
    ([role, password]) => `ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`,
  );
  await administer([...sql.split(";").filter((statement) => statement.trim() !== ""), ...setPasswords]);
}

async function askForPasswords(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ hba_file: string }>("SHOW hba_file");
  const file = pg.escapeLiteral(rows[0]?.hba_file ?? "");
  await admin.query(`COPY (VALUES ('local all postgres trust'), ('local all all scram-sha-256')) TO ${file}`);
  await admin.query("SELECT pg_reload_conf()");
}
