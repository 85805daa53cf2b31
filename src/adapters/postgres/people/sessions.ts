import type { Pool } from "pg";
import { instantOf, type UserId } from "#kernel";
import type { Accounts, HandOver, Session } from "#usecases";

type SessionRow = {
  readonly token_hash: string;
  readonly user_id: UserId;
  readonly created_at: Date;
  readonly seen_at: Date;
  readonly expires_at: Date;
  readonly pending: boolean;
  readonly handed_over: HandOver | null;
  readonly device: string;
};

type SessionAccounts = Pick<
  Accounts,
  | "session"
  | "sessionsOf"
  | "addSession"
  | "touchSession"
  | "completeSession"
  | "setChallenge"
  | "takeChallenge"
  | "handOver"
  | "endSession"
  | "endSessionsOf"
>;

/** Sessions. None is ever written back whole: one that has ended stays ended, whatever was under way. */
export function sessions(pool: Pool): SessionAccounts {
  const run = async (text: string, ...values: readonly unknown[]): Promise<boolean> =>
    (await pool.query(text, [...values])).rowCount === 1;
  const all = async (condition: string, ...values: readonly unknown[]): Promise<readonly Session[]> => {
    const text = `SELECT * FROM people.session WHERE ${condition}`;
    return (await pool.query<SessionRow>(text, [...values])).rows.map(readSession);
  };
  return {
    session: async (tokenHash) => (await all("token_hash = $1", tokenHash))[0],
    sessionsOf: (user) => all("user_id = $1 AND NOT pending ORDER BY seen_at DESC", user),
    addSession: async ({ tokenHash, userId, createdAt, seenAt, expiresAt, pending, device }) => {
      await run(
        "DELETE FROM people.session WHERE expires_at < $1::timestamptz - interval '7 days'",
        createdAt,
      );
      await run(
        `INSERT INTO people.session (token_hash, user_id, created_at, seen_at, expires_at, pending, device)
          VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        ...[tokenHash, userId, createdAt, seenAt, expiresAt, pending, device],
      );
    },
    touchSession: async (tokenHash, seenAt) => {
      await run("UPDATE people.session SET seen_at = $2 WHERE token_hash = $1", tokenHash, seenAt);
    },
    completeSession: (tokenHash, after) =>
      run(
        `UPDATE people.session SET token_hash = $2, expires_at = $3, seen_at = $4, pending = false, challenge = NULL
          WHERE token_hash = $1 AND pending`,
        ...[tokenHash, after.tokenHash, after.expiresAt, after.seenAt],
      ),
    setChallenge: async (tokenHash, challenge) => {
      await run("UPDATE people.session SET challenge = $2 WHERE token_hash = $1", tokenHash, challenge);
    },
    takeChallenge: async (tokenHash) => {
      const { rows } = await pool.query<{ challenge: string | null }>(
        `UPDATE people.session s SET challenge = NULL
          FROM (SELECT token_hash, challenge FROM people.session WHERE token_hash = $1 FOR UPDATE) before
          WHERE s.token_hash = before.token_hash RETURNING before.challenge`,
        [tokenHash],
      );
      return rows[0]?.challenge ?? null;
    },
    handOver: async (tokenHash, handOver) => {
      const given = handOver ? JSON.stringify(handOver) : null;
      await run("UPDATE people.session SET handed_over = $2 WHERE token_hash = $1", tokenHash, given);
    },
    endSession: async (tokenHash) => {
      await run("DELETE FROM people.session WHERE token_hash = $1", tokenHash);
    },
    endSessionsOf: async (user, except) => {
      const text = "DELETE FROM people.session WHERE user_id = $1 AND token_hash IS DISTINCT FROM $2";
      await run(text, user, except ?? null);
    },
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
    handedOver: row.handed_over,
    device: row.device,
  };
}
