import type { Pool, PoolClient, QueryResultRow } from "pg";
import { type Instant, instantOf, type UserId } from "#kernel";
import type { Account, Accounts, Append, HandOver, Passkey, Session } from "#usecases";
import { appendWithin } from "./ledger/event-store.ts";

type AccountRow = {
  readonly user_id: UserId;
  readonly username: string;
  readonly name: string;
  readonly password_hash: string | null;
  readonly totp_secret: string | null;
  readonly totp_step: string;
  readonly failed_attempts: number;
  readonly locked_until: Date | null;
  readonly status: Account["status"];
  readonly invitation_hash: string | null;
  readonly invitation_until: Date | null;
  readonly is_administrator: boolean;
  readonly is_demonstration: boolean;
  readonly oidc_subject: string | null;
};

type SessionRow = {
  readonly token_hash: string;
  readonly user_id: UserId;
  readonly created_at: Date;
  readonly seen_at: Date;
  readonly expires_at: Date;
  readonly pending: boolean;
  readonly challenge: string | null;
  readonly handed_over: HandOver | null;
  readonly device: string;
};

type PasskeyRow = {
  readonly credential_id: string;
  readonly user_id: UserId;
  readonly public_key: Buffer;
  readonly counter: string;
  readonly transports: readonly string[];
  readonly label: string;
  readonly created_at: Date;
};

/** Accounts, second factors and sessions in the schema `people`. */
export function postgresAccounts(pool: Pool): Accounts {
  const one = async <Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row | undefined> =>
    (await pool.query<Row>(text, values)).rows[0];
  const accountBy = async (condition: string, value: string): Promise<Account | undefined> => {
    const row = await one<AccountRow>(`SELECT * FROM people.account WHERE ${condition}`, [value]);
    return row && readAccount(row);
  };
  return {
    count: async () =>
      Number((await one<{ count: string }>("SELECT count(*) FROM people.account", []))?.count),
    list: async () =>
      (await pool.query<AccountRow>("SELECT * FROM people.account ORDER BY lower(username)")).rows.map(
        readAccount,
      ),
    byId: (user) => accountBy("user_id = $1", user),
    byUsername: (username) => accountBy("lower(username) = lower($1)", username),
    byInvitation: (hash) => accountBy("invitation_hash = $1", hash),
    byOidcSubject: (subject) => accountBy("oidc_subject = $1", subject),
    save: (account, append) => together(pool, append, (client) => saveAccount(client, account)),
    countAttempt: async (user, outcome) => {
      const row = await one<{ failed_attempts: number }>(
        `UPDATE people.account SET failed_attempts = CASE WHEN $2 THEN failed_attempts + 1 ELSE 0 END
          WHERE user_id = $1 RETURNING failed_attempts`,
        [user, outcome === "wrong"],
      );
      return row?.failed_attempts ?? 0;
    },
    lock: async (user, until) => {
      await pool.query(
        "UPDATE people.account SET locked_until = $2, failed_attempts = 0 WHERE user_id = $1",
        [user, until],
      );
    },
    takeTotpStep: async (user, step) => {
      const taken = await pool.query(
        "UPDATE people.account SET totp_step = $2 WHERE user_id = $1 AND totp_step < $2",
        [user, step],
      );
      return taken.rowCount === 1;
    },
    passkeysOf: async (user) =>
      (
        await pool.query<PasskeyRow>("SELECT * FROM people.passkey WHERE user_id = $1 ORDER BY created_at", [
          user,
        ])
      ).rows.map(readPasskey),
    savePasskey: (passkey, append) => together(pool, append, (client) => savePasskey(client, passkey)),
    removePasskey: (user, credentialId, append) =>
      together(pool, append, async (client) => {
        await client.query("DELETE FROM people.passkey WHERE user_id = $1 AND credential_id = $2", [
          user,
          credentialId,
        ]);
      }),
    session: async (tokenHash) => {
      const row = await one<SessionRow>("SELECT * FROM people.session WHERE token_hash = $1", [tokenHash]);
      return row && readSession(row);
    },
    saveSession: async (session) => saveSession(pool, session),
    endSession: async (tokenHash) => {
      await pool.query("DELETE FROM people.session WHERE token_hash = $1", [tokenHash]);
    },
    endSessionsOf: async (user, except) => {
      await pool.query("DELETE FROM people.session WHERE user_id = $1 AND token_hash IS DISTINCT FROM $2", [
        user,
        except ?? null,
      ]);
    },
  };
}

/** What changes an account, and the events that tell of it, in one transaction. */
async function together(
  pool: Pool,
  append: Append | undefined,
  change: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await change(client);
    if (append) await appendWithin(client, append);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function saveAccount(client: PoolClient, account: Account): Promise<void> {
  await client.query(
    `INSERT INTO people.account (user_id, username, name, password_hash, totp_secret, totp_step, failed_attempts,
        locked_until, status, invitation_hash, invitation_until, is_administrator, is_demonstration, oidc_subject)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, password_hash = excluded.password_hash,
        totp_secret = excluded.totp_secret, totp_step = excluded.totp_step,
        failed_attempts = excluded.failed_attempts, locked_until = excluded.locked_until, status = excluded.status,
        invitation_hash = excluded.invitation_hash, invitation_until = excluded.invitation_until,
        is_administrator = excluded.is_administrator, oidc_subject = excluded.oidc_subject`,
    [
      account.userId,
      account.username,
      account.name,
      account.passwordHash,
      account.totpSecret,
      account.totpStep,
      account.failedAttempts,
      account.lockedUntil,
      account.status,
      account.invitationHash,
      account.invitationUntil,
      account.isAdministrator,
      account.isDemonstration,
      account.oidcSubject,
    ],
  );
}

async function savePasskey(client: PoolClient, passkey: Passkey): Promise<void> {
  const { credentialId, userId, publicKey, counter, transports, label, createdAt } = passkey;
  await client.query(
    `INSERT INTO people.passkey (credential_id, user_id, public_key, counter, transports, label, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (credential_id) DO UPDATE SET counter = excluded.counter`,
    [credentialId, userId, Buffer.from(publicKey), counter, transports, label, createdAt],
  );
}

async function saveSession(pool: Pool, session: Session): Promise<void> {
  await pool.query(
    `INSERT INTO people.session (token_hash, user_id, created_at, seen_at, expires_at, pending, challenge, handed_over, device)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (token_hash) DO UPDATE SET seen_at = excluded.seen_at, pending = excluded.pending,
        challenge = excluded.challenge, handed_over = excluded.handed_over`,
    [
      session.tokenHash,
      session.userId,
      session.createdAt,
      session.seenAt,
      session.expiresAt,
      session.pending,
      session.challenge,
      session.handedOver ? JSON.stringify(session.handedOver) : null,
      session.device,
    ],
  );
}

function readAccount(row: AccountRow): Account {
  return {
    userId: row.user_id,
    username: row.username,
    name: row.name,
    passwordHash: row.password_hash,
    totpSecret: row.totp_secret,
    totpStep: Number(row.totp_step),
    failedAttempts: row.failed_attempts,
    lockedUntil: readInstant(row.locked_until),
    status: row.status,
    invitationHash: row.invitation_hash,
    invitationUntil: readInstant(row.invitation_until),
    isAdministrator: row.is_administrator,
    isDemonstration: row.is_demonstration,
    oidcSubject: row.oidc_subject,
  };
}

function readSession(row: SessionRow): Session {
  return {
    tokenHash: row.token_hash,
    userId: row.user_id,
    createdAt: instantOf(row.created_at.getTime()),
    seenAt: instantOf(row.seen_at.getTime()),
    expiresAt: instantOf(row.expires_at.getTime()),
    pending: row.pending,
    challenge: row.challenge,
    handedOver: row.handed_over,
    device: row.device,
  };
}

function readPasskey(row: PasskeyRow): Passkey {
  return {
    credentialId: row.credential_id,
    userId: row.user_id,
    publicKey: new Uint8Array(row.public_key),
    counter: Number(row.counter),
    transports: row.transports,
    label: row.label,
    createdAt: instantOf(row.created_at.getTime()),
  };
}

function readInstant(date: Date | null): Instant | null {
  return date && instantOf(date.getTime());
}
