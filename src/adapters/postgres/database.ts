import { randomBytes } from "node:crypto";
import pg from "pg";
import { openCluster } from "./embedded/open-cluster.ts";
import { migrate } from "./migrate.ts";

/** How to reach a database in each of its roles. The owner is used to migrate and by no request. */
export type DatabaseAccess = {
  readonly owner: pg.ClientConfig;
  /** What requests run as: INSERT and SELECT only on what must never change. */
  readonly app: pg.ClientConfig;
  /** Rebuilds, checkpoints, verification. */
  readonly maintenance: pg.ClientConfig;
  /** Ends what was started for it. */
  readonly close: () => Promise<void>;
  /** Resolves when the embedded database has ended, whoever ended it; never for a server of somebody's own. */
  readonly ended: Promise<void>;
};

const never = new Promise<void>(() => {});

/**
 * The embedded database in the folder, with roles and schema. Where another process runs it already, that one is used and
 * left running.
 */
export async function openEmbeddedDatabase(folder: string): Promise<DatabaseAccess> {
  const { socketFolder, ended, close } = await openCluster(folder);
  try {
    return { ...(await prepareDatabase(socketFolder, "vigil")), close, ended };
  } catch (error) {
    await close();
    throw error;
  }
}

const preparation = 8_417_101;

/** A database of the embedded cluster, made with roles and schema if it is not there yet. Two processes at once wait for each other. */
export async function prepareDatabase(
  host: string,
  database: string,
): Promise<Omit<DatabaseAccess, "close" | "ended">> {
  const admin = { host, user: "postgres", database: "postgres" };
  await withClient(admin, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [preparation]);
    await ensureRole(client, "vigil_app");
    await ensureRole(client, "vigil_maintenance");
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  });
  const owner = { ...admin, database };
  await withClient(owner, (client) => migrate(client));
  return {
    owner,
    app: { host, user: "vigil_app", database },
    maintenance: { host, user: "vigil_maintenance", database },
  };
}

/**
 * A PostgreSQL server of somebody's own. `owner` may create roles on first use; `app` and `maintenance` are
 * the two login roles.
 * @throws Error where the application's role could walk round the rules: a superuser, or the tables' owner.
 */
export async function openServerDatabase(urls: {
  readonly app: string;
  readonly maintenance: string;
  readonly owner?: string;
}): Promise<DatabaseAccess> {
  if (urls.owner) {
    await withClient({ connectionString: urls.owner }, async (client) => {
      await requireVersion(client);
      await migrate(client);
    });
  }
  const app = { connectionString: urls.app };
  await withClient(app, refuseMightyRole);
  return {
    app,
    maintenance: { connectionString: urls.maintenance },
    owner: { connectionString: urls.owner ?? urls.maintenance },
    close: async () => {},
    ended: never,
  };
}

export async function withClient<Value>(
  config: pg.ClientConfig,
  use: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Makes a login role; the socket's folder keeps strangers out, a server sets a password of its own. */
async function ensureRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  if (rowCount !== 0) return;
  const password = randomBytes(24).toString("base64url");
  await client.query(
    `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '${password}'`,
  );
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
  const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (version < 15)
    throw new Error(`Cannot use this server: it is PostgreSQL ${version}, and 15 or later is needed.`);
}

async function refuseMightyRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mighty: boolean }>(
    `SELECT rolsuper OR rolbypassrls OR EXISTS (
       SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'ledger' AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS mighty
       FROM pg_roles WHERE rolname = current_user`,
  );
  if (rows[0]?.mighty === false) return;
  throw new Error(
    "Cannot serve on DATABASE_URL: its role is a superuser, bypasses row-level security or owns the ledger. Use the role vigil_app (docs/guides/postgresql.md).",
  );
}
