import { randomBytes } from "node:crypto";
import pg from "pg";
import { openCluster } from "./embedded/open-cluster.ts";
import { migrate } from "./migrate.ts";
import { grantedRoles } from "./server/roles.ts";

/** How to reach a database in each of its roles. */
export type DatabaseAccess = {
  /** Migrates, backs up and restores; used by no request. On a server of somebody's own it may be unknown. */
  readonly owner: pg.ClientConfig | undefined;
  /** What requests run as: INSERT and SELECT only on what must never change. */
  readonly app: pg.ClientConfig;
  /** Rebuilds, checkpoints, verification. */
  readonly maintenance: pg.ClientConfig;
  /** Randomization, dispensing, unblinding: the only one that reaches what is sealed. */
  readonly sealed: pg.ClientConfig;
  /** Ends what was started for it. */
  readonly close: () => Promise<void>;
  /** Resolves when the embedded database has ended, whoever ended it; never for a server of somebody's own. */
  readonly ended: Promise<void>;
};

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
    for (const role of grantedRoles) await ensureRole(client, role);
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  });
  const owner = { ...admin, database };
  await withClient(owner, (client) => migrate(client));
  return {
    owner,
    app: { host, user: "vigil_app", database },
    maintenance: { host, user: "vigil_maintenance", database },
    sealed: { host, user: "vigil_sealed", database },
  };
}

/**
 * How to reach the database as its owner.
 * @throws Error where that is unknown
 */
export function ownerOf({ owner }: Pick<DatabaseAccess, "owner">): pg.ClientConfig {
  if (owner) return owner;
  throw new Error(
    "Cannot back up or restore without the database's owner: set VIGIL_OWNER_URL (docs/guides/postgresql.md).",
  );
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
