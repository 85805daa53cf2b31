import pg from "pg";

/** The logins to a server of somebody's own, each by its URL. */
export type ServerUrls = {
  /** What requests run as: vigil_app. */
  readonly app: string;
  /** Rebuilds, checkpoints, verification: vigil_maintenance. */
  readonly maintenance: string;
  /** Randomizes, dispenses, unblinds: vigil_sealed. */
  readonly sealed: string;
  /** Owns the database: migrates, backs up and restores. */
  readonly owner?: string;
};

/** The variable of the environment that gives a login's URL, by which it is called in what is said about it. */
export const variables = {
  app: "DATABASE_URL",
  maintenance: "VIGIL_MAINTENANCE_URL",
  sealed: "VIGIL_SEALED_URL",
  owner: "VIGIL_OWNER_URL",
} as const satisfies Record<keyof ServerUrls, string>;

export type Login = keyof typeof variables;

/** Ends what is said about a login that cannot be used. */
export const seeGuide = "(docs/guides/postgresql.md)";

const patience = 10_000;

// Stricter than a URL need be: of a password that holds @, / or # as it is, a part would be taken for the host, and be told.
const form = /^postgres(?:ql)?:\/\/[^:@/?#\s]+(?::[^:@/?#\s]*)?@[^@/?#\s]*\/[^@/?#\s]+(?:\?[^@#\s]*)?$/;

/**
 * How to connect as the URL says.
 * @throws Error where it is no URL of a database with a user; never tells the URL, which may hold a password
 */
export function readServerUrl(url: string, login: Login): pg.ClientConfig {
  const isWhole = form.test(url) && !/%(?![0-9a-f]{2})/i.test(url);
  if (isWhole) return { connectionString: url };
  throw new Error(
    `Cannot use ${variables[login]}: it must be postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with every other sign than letters and digits in the password percent-encoded (@ is %40).`,
  );
}

/**
 * Uses a connection of its own to the server.
 * @throws Error where the server is not reached, or does not let the user in: which URL, where it leads, and what to look at
 */
export async function withLogin<Value>(
  config: pg.ClientConfig,
  login: Login,
  use: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = await connect(config, login);
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function connect(config: pg.ClientConfig, login: Login): Promise<pg.Client> {
  let client: pg.Client | undefined;
  try {
    client = new pg.Client({ ...config, connectionTimeoutMillis: patience });
    await client.connect();
    return client;
  } catch (error) {
    throw new Error(`Cannot use ${variables[login]}: ${explainNoConnection(error, client)}`, {
      cause: error,
    });
  }
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ECONNRESET: "it ended the connection",
  EHOSTUNREACH: "no way leads there",
  ENOENT: "there is no such socket",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "its name cannot be looked up now",
  ETIMEDOUT: "it did not answer in time",
};

const distrusted = /CERT|ALTNAME|LEAF_SIGNATURE/;

function explainNoConnection(error: unknown, client?: pg.Client): string {
  const { code = "", message, path } = error as NodeJS.ErrnoException;
  if (!client) return path ? `${path}, which it names, cannot be read [${code}].` : `${message}.`;
  const { host, port, user = "", database = "" } = client;
  const reason = unreachable[code] ?? (/timeout/.test(message) ? unreachable["ETIMEDOUT"] : undefined);
  if (reason) return `the server at ${host}:${port} is not reached: ${reason}.`;
  if (distrusted.test(code))
    return `the certificate of ${host} is not trusted: ${message}. Name its authority with sslrootcert=FILE, or the host as the certificate has it ${seeGuide}.`;
  if (/password must be a/.test(message))
    return `the server at ${host}:${port} asks for the password of ${user}, and the URL has none.`;
  if (code === "28P01" || code === "28000")
    return `the server at ${host}:${port} does not let ${user} in. The password is wrong, there is no such role, or its pg_hba.conf does not allow it from here.`;
  if (code === "3D000") return `the server at ${host}:${port} has no database ${database}.`;
  if (code === "42501") return `${user} may not connect to the database ${database}: ${message}.`;
  return `the server at ${host}:${port} says: ${message}.`;
}
