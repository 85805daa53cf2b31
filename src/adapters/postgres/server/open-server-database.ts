import type { Client } from "pg";
import type { DatabaseAccess } from "../database.ts";
import { migrate, requireNewestSchema } from "../migrate.ts";
import { type Login, readServerUrl, type ServerUrls, seeGuide, variables, withLogin } from "./login.ts";
import { requireGrantedRoles, requireHumbleRole, requireOwner } from "./roles.ts";

const never = new Promise<void>(() => {});

/**
 * A PostgreSQL server of somebody's own. With the owner's URL, migrations that are pending are applied; without it, the schema must be
 * the newest.
 * @throws Error where a login cannot be used, or is mightier than it should be; where the server is too old or the schema not the newest
 */
export async function openServerDatabase(urls: ServerUrls): Promise<DatabaseAccess> {
  const app = readServerUrl(urls.app, "app");
  const maintenance = readServerUrl(urls.maintenance, "maintenance");
  const owner = urls.owner === undefined ? undefined : readServerUrl(urls.owner, "owner");
  const owners = owner && (await withLogin(owner, "owner", prepare));
  const apps = await withLogin(app, "app", async (client) => {
    if (!owner) await requireNewest(client);
    await requireHumbleRole(client, "app");
    return placeOf(client);
  });
  const maintainers = await withLogin(maintenance, "maintenance", async (client) => {
    await requireHumbleRole(client, "maintenance");
    return placeOf(client);
  });
  requireSamePlace(apps, maintainers, "maintenance");
  if (owners !== undefined) requireSamePlace(apps, owners, "owner");
  return { app, maintenance, owner, close: async () => {}, ended: never };
}

async function prepare(owner: Client): Promise<string> {
  await requireFitServer(owner, "owner");
  await requireGrantedRoles(owner);
  await requireOwner(owner);
  await migrate(owner);
  return placeOf(owner);
}

async function requireNewest(app: Client): Promise<void> {
  await requireFitServer(app, "app");
  await requireNewestSchema(app, `Set ${variables.owner} and start once more ${seeGuide}.`);
}

async function requireFitServer(client: Client, login: Login): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    "SELECT current_setting('server_version_num')::integer AS version, current_setting('server_encoding') AS encoding",
  );
  const fault = serverFault(rows[0]?.version ?? 0, rows[0]?.encoding ?? "");
  if (fault !== undefined) throw new Error(`Cannot use ${variables[login]}: ${fault}`);
}

/**
 * What is wrong with a server and its database, if anything is.
 * @param version as PostgreSQL gives it: 150004 is 15.4
 * @param encoding of the database
 */
export function serverFault(version: number, encoding: string): string | undefined {
  const major = Math.floor(version / 10_000);
  if (major < 15) return `its server is PostgreSQL ${major}, and 15 or later is needed.`;
  if (encoding !== "UTF8")
    return `its database has the encoding ${encoding}, and UTF8 is needed ${seeGuide}.`;
  return undefined;
}

/** One database of one running server, whichever way it is reached. */
async function placeOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ place: string }>(
    "SELECT format('%s %s', oid, pg_postmaster_start_time()) AS place FROM pg_database WHERE datname = current_database()",
  );
  return rows[0]?.place ?? "";
}

function requireSamePlace(apps: string, others: string, login: Login): void {
  if (apps === others) return;
  throw new Error(
    `Cannot use ${variables[login]}: it leads to another database than ${variables.app}. Name the same host and database in both.`,
  );
}
