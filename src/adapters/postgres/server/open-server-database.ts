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
  const sealed = readServerUrl(urls.sealed, "sealed");
  const owner = urls.owner === undefined ? undefined : readServerUrl(urls.owner, "owner");
  const places = [
    ...(owner ? [await withLogin(owner, "owner", inspectOwner)] : []),
    await withLogin(app, "app", (client) => inspect(client, "app")),
    await withLogin(maintenance, "maintenance", (client) => inspect(client, "maintenance")),
    await withLogin(sealed, "sealed", (client) => inspect(client, "sealed")),
  ];
  requireOnePlace(places);
  // Nothing is changed before all logins are known to be right.
  if (owner) await withLogin(owner, "owner", migrate);
  else await withLogin(app, "app", (client) => requireNewestSchema(client, startWithOwner));
  return { app, maintenance, sealed, owner, close: async () => {}, ended: never };
}

const startWithOwner = `Set ${variables.owner} and start once more ${seeGuide}.`;

/** Where a login has led. */
type Place = { readonly login: Login; readonly place: string };

async function inspectOwner(owner: Client): Promise<Place> {
  await requireFitServer(owner, "owner");
  await requireGrantedRoles(owner);
  await requireOwner(owner);
  return placeOf(owner, "owner");
}

async function inspect(client: Client, login: Exclude<Login, "owner">): Promise<Place> {
  await requireFitServer(client, login);
  await requireHumbleRole(client, login);
  return placeOf(client, login);
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
async function placeOf(client: Client, login: Login): Promise<Place> {
  const { rows } = await client.query<{ place: string }>(
    "SELECT format('%s %s', oid, pg_postmaster_start_time()) AS place FROM pg_database WHERE datname = current_database()",
  );
  return { login, place: rows[0]?.place ?? "" };
}

function requireOnePlace(places: readonly Place[]): void {
  const apps = places.find(({ login }) => login === "app");
  const astray = places.find(({ place }) => place !== apps?.place);
  if (!astray) return;
  throw new Error(
    `Cannot use ${variables[astray.login]}: it leads to another database than ${variables.app}. Name the same host and database in both.`,
  );
}
