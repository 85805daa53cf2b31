import type { Pool, PoolClient } from "pg";
import { type Instant, instantOf, type UserId } from "#kernel";
import type { Account, AccountChanges, Accounts, Append } from "#usecases";
import { appendWithin } from "../ledger/event-store.ts";
import { attempts } from "./attempts.ts";
import { breakGlass } from "./break-glass.ts";
import { passkeys } from "./passkeys.ts";
import { sessions } from "./sessions.ts";
import { together } from "./together.ts";

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

const columnOf: Readonly<Record<keyof Omit<AccountChanges, "withoutPasskeys">, string>> = {
  passwordHash: "password_hash",
  totpSecret: "totp_secret",
  totpStep: "totp_step",
  status: "status",
  invitationHash: "invitation_hash",
  invitationUntil: "invitation_until",
  failedAttempts: "failed_attempts",
  lockedUntil: "locked_until",
  oidcSubject: "oidc_subject",
};

/** Accounts, second factors and sessions in the schema `people`. */
export function postgresAccounts(pool: Pool): Accounts {
  const all = async (condition: string, values: readonly unknown[]): Promise<readonly Account[]> => {
    const text = `SELECT * FROM people.account ${condition}`;
    return (await pool.query<AccountRow>(text, [...values])).rows.map(readAccount);
  };
  return {
    count: async () => Number((await pool.query("SELECT count(*) FROM people.account")).rows[0]?.count),
    list: () => all("ORDER BY lower(username)", []),
    byId: async (user) => (await all("WHERE user_id = $1", [user]))[0],
    byUsername: async (username) => (await all("WHERE lower(username) = lower($1)", [username]))[0],
    byInvitation: async (hash) => (await all("WHERE invitation_hash = $1", [hash]))[0],
    byOidcSubject: async (subject) => (await all("WHERE oidc_subject = $1", [subject]))[0],
    add: (account, append) => together(pool, (client) => addAccount(client, account, append)),
    addFirst: (account, append) =>
      together(pool, async (client) => {
        // Two that come at once wait for each other here.
        await client.query("LOCK TABLE people.account IN SHARE ROW EXCLUSIVE MODE");
        const { rowCount } = await client.query("SELECT 1 FROM people.account LIMIT 1");
        return rowCount === 0 && addAccount(client, account, append);
      }),
    change: (before, changes, append) =>
      together(pool, (client) => changeAccount(client, before, changes, append)),
    ...attempts(pool),
    ...breakGlass(pool),
    ...passkeys(pool),
    ...sessions(pool),
  };
}

async function addAccount(client: PoolClient, account: Account, append: Append): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO people.account (user_id, username, name, password_hash, totp_secret, totp_step, failed_attempts,
        locked_until, status, invitation_hash, invitation_until, is_administrator, is_demonstration, oidc_subject)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (lower(username)) DO NOTHING`,
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
  if (rowCount === 1) await appendWithin(client, append);
  return rowCount === 1;
}

async function changeAccount(
  client: PoolClient,
  before: Account,
  { withoutPasskeys, ...changes }: AccountChanges,
  append: Append,
): Promise<boolean> {
  const changed = Object.entries(changes) as [keyof typeof columnOf, unknown][];
  const assignments = changed.map(([key], index) => `${columnOf[key]} = $${index + 7}`);
  const { rowCount } = await client.query(
    `UPDATE people.account SET ${assignments.join(", ")}
      WHERE user_id = $1 AND status = $2 AND password_hash IS NOT DISTINCT FROM $3
        AND totp_secret IS NOT DISTINCT FROM $4 AND invitation_hash IS NOT DISTINCT FROM $5
        AND oidc_subject IS NOT DISTINCT FROM $6`,
    [
      before.userId,
      before.status,
      before.passwordHash,
      before.totpSecret,
      before.invitationHash,
      before.oidcSubject,
      ...changed.map(([, value]) => value),
    ],
  );
  if (rowCount !== 1) return false;
  if (withoutPasskeys) {
    await client.query("DELETE FROM people.passkey WHERE user_id = $1", [before.userId]);
    await client.query("DELETE FROM people.break_glass WHERE user_id = $1", [before.userId]);
  }
  await appendWithin(client, append);
  return true;
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

function readInstant(date: Date | null): Instant | null {
  return date && instantOf(date.getTime());
}
