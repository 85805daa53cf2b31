import { mkdirSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import {
  type DatabaseAccess,
  fileDeviceKeys,
  fileKeyRing,
  fileSigner,
  fileWitness,
  type OpenIdSettings,
  openEmbeddedDatabase,
  openIdProvider,
  openServerDatabase,
  postgresAccounts,
  postgresDevices,
  postgresEventStore,
  postgresGuards,
  postgresIdentityVault,
  postgresLedgerArchive,
  postgresLists,
  postgresOutbox,
  postgresProjectionStore,
  postgresRatingDirectory,
  postgresSealedStore,
  postgresSecurityLog,
  postgresStaffDirectory,
  type ServerUrls,
  systemClock,
  systemCredentials,
  systemRandomness,
  trustedPublicKeys,
  verificationTools,
} from "#adapters";
import type { ServerPorts } from "#server";
import {
  type Clock,
  defaultPolicy,
  designLibrary,
  type Guards,
  type Outbox,
  type ProjectionStore,
  stateReader,
  turns,
} from "#usecases";

/** Where an instance keeps what it has, and which database it uses. */
export type InstancePlace = {
  /** A folder: the embedded database, the keys and the witness lie in it, apart from each other. */
  readonly home: string;
  /** A PostgreSQL server of one's own; absent: the embedded database. */
  readonly server?: ServerUrls;
  readonly keyFolder?: string;
  readonly witnessFolder?: string;
  /** The institution's identity provider, where there is one. */
  readonly openId?: OpenIdSettings;
};

/** An instance that is open: its ports, its database, and how to close it. */
export type Instance = {
  readonly ports: Omit<ServerPorts, "origin" | "relyingParty" | "isHttps"> & {
    readonly projections: ProjectionStore;
    readonly outbox: Outbox;
    readonly guards: Guards;
  };
  readonly database: DatabaseAccess;
  readonly pool: pg.Pool;
  /** Pool of the maintenance role: checkpoints, verification, rebuilds. No request reaches it with a person's scope. */
  readonly maintenance: pg.Pool;
  readonly close: () => Promise<void>;
};

/**
 * The place that the environment names: VIGIL_HOME, DATABASE_URL, VIGIL_KEYS, VIGIL_WITNESS, VIGIL_OIDC_ISSUER.
 * @throws Error where only a part of a server or of an identity provider is named
 */
export function placeFromEnvironment(environment: NodeJS.ProcessEnv): InstancePlace {
  const named = {
    server: serverFromEnvironment(environment),
    keyFolder: environment["VIGIL_KEYS"],
    witnessFolder: environment["VIGIL_WITNESS"],
  };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  const openId = openIdFromEnvironment(environment);
  const home = path.resolve(environment["VIGIL_HOME"] ?? ".vigil");
  return { home, ...given, ...(openId ? { openId } : {}) };
}

const logins = [
  { variable: "DATABASE_URL", role: "vigil_app", purpose: "as which requests run" },
  {
    variable: "VIGIL_MAINTENANCE_URL",
    role: "vigil_maintenance",
    purpose: "as which the ledger is verified, checkpointed and rebuilt",
  },
  {
    variable: "VIGIL_SEALED_URL",
    role: "vigil_sealed",
    purpose: "as which participants are randomized and unblinded",
  },
] as const;

/** The server that the environment names, if it names one. A part of it is never taken for all: neither role stands in for the other. */
function serverFromEnvironment(environment: NodeJS.ProcessEnv): ServerUrls | undefined {
  const read = (name: string): string => environment[name] ?? "";
  const app = read("DATABASE_URL");
  const maintenance = read("VIGIL_MAINTENANCE_URL");
  const sealed = read("VIGIL_SEALED_URL");
  const owner = read("VIGIL_OWNER_URL");
  if (app + maintenance + sealed + owner === "") return undefined;
  const [missing] = logins.filter(({ variable }) => read(variable) === "");
  if (!missing) return { app, maintenance, sealed, ...(owner === "" ? {} : { owner }) };
  throw new Error(
    `Cannot use a PostgreSQL server without ${missing.variable}: set it to the URL of the role ${missing.role}, ${missing.purpose} (docs/guides/postgresql.md).`,
  );
}

/**
 * The identity provider that the environment names, if it names one: VIGIL_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET, _LABEL for the
 * button, and _ACR for the `acr` values that mean two factors there, by spaces.
 * @throws Error where only a part is named
 */
function openIdFromEnvironment(environment: NodeJS.ProcessEnv): OpenIdSettings | undefined {
  const read = (name: string): string => environment[`VIGIL_OIDC_${name}`] ?? "";
  const [issuer, clientId, clientSecret] = [read("ISSUER"), read("CLIENT_ID"), read("CLIENT_SECRET")];
  if (issuer === "") return undefined;
  const missing = [clientId === "" ? "CLIENT_ID" : "", clientSecret === "" ? "CLIENT_SECRET" : ""].filter(
    Boolean,
  );
  if (missing.length > 0) {
    const names = missing.map((name) => `VIGIL_OIDC_${name}`).join(" and ");
    throw new Error(`Cannot use the identity provider ${issuer}: set ${names} too.`);
  }
  const multiFactorAcr = read("ACR").split(" ").filter(Boolean);
  return { issuer, clientId, clientSecret, label: read("LABEL") || new URL(issuer).hostname, multiFactorAcr };
}

/** Where the keys lie. */
export function keyFolderOf({ home, keyFolder }: Pick<InstancePlace, "home" | "keyFolder">): string {
  return keyFolder ?? path.join(home, "keys");
}

/** Where the signing key and the public keys lie. */
export function signingFolderOf(place: Pick<InstancePlace, "home" | "keyFolder">): string {
  return path.join(keyFolderOf(place), "signing");
}

/** Where the embedded database lies. */
export function databaseFolderOf({ home }: Pick<InstancePlace, "home">): string {
  return path.join(home, "database");
}

export async function openInstance(place: InstancePlace, clock: Clock = systemClock): Promise<Instance> {
  mkdirSync(place.home, { recursive: true, mode: 0o700 });
  return assembleInstance(place, await openDatabase(place), clock);
}

/** Puts an instance together over a database that is open already. */
export function assembleInstance(
  place: Pick<InstancePlace, "home" | "keyFolder" | "witnessFolder" | "openId">,
  database: DatabaseAccess,
  clock: Clock,
): Instance {
  const keyFolder = keyFolderOf(place);
  const pool = new pg.Pool({ ...database.app, max: 20 });
  // A connection that the database ends while idle is replaced on its next use.
  pool.on("error", () => {});
  const maintenance = new pg.Pool({ ...database.maintenance, max: 4 });
  maintenance.on("error", () => {});
  const sealedPool = new pg.Pool({ ...database.sealed, max: 4 });
  sealedPool.on("error", () => {});
  const store = postgresEventStore(pool);
  const sealedStore = postgresSealedStore(sealedPool);
  const keys = fileKeyRing(keyFolder);
  const signingFolder = signingFolderOf(place);
  return {
    database,
    pool,
    maintenance,
    ports: {
      archive: postgresLedgerArchive(maintenance),
      projections: postgresProjectionStore(maintenance),
      outbox: postgresOutbox(pool),
      guards: postgresGuards(pool, maintenance),
      signer: fileSigner(signingFolder),
      witness: fileWitness(place.witnessFolder ?? path.join(place.home, "witness")),
      publicKeys: () => trustedPublicKeys(signingFolder),
      verification: () => verificationTools(trustedPublicKeys(signingFolder)),
      store,
      sealed: { store: sealedStore, states: stateReader(sealedStore, keys) },
      keys,
      clock,
      states: stateReader(store, keys),
      randomness: systemRandomness,
      securityLog: postgresSecurityLog(pool, clock),
      designs: designLibrary(),
      turns: turns(),
      ratings: postgresRatingDirectory(pool),
      accounts: postgresAccounts(pool),
      devices: postgresDevices(pool),
      deviceKeys: fileDeviceKeys(keyFolder),
      credentials: systemCredentials(keyFolder),
      staff: postgresStaffDirectory(pool),
      lists: postgresLists(pool),
      vault: postgresIdentityVault(pool),
      policy: defaultPolicy,
      ...(place.openId ? { openId: openIdProvider(place.openId) } : {}),
    },
    close: async () => {
      await pool.end();
      await maintenance.end();
      await sealedPool.end();
      await database.close();
    },
  };
}

/**
 * The same instance, on which nothing waits for the disk: only for what nobody is told of before all of it is written. Checkpoints do
 * wait, and make durable what came before them.
 */
export function instanceInHaste({ database }: Instance, place: InstancePlace, clock: Clock): Instance {
  const options = "-c synchronous_commit=off";
  const [app, sealed] = [database.app, database.sealed].map((login) => ({ ...login, options }));
  return assembleInstance(
    place,
    { ...database, app, sealed, close: async () => {} } as DatabaseAccess,
    clock,
  );
}

function openDatabase(place: InstancePlace): Promise<DatabaseAccess> {
  return place.server ? openServerDatabase(place.server) : openEmbeddedDatabase(databaseFolderOf(place));
}
