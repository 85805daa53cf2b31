import { type Instant, instantOf, millisecondsOf } from "#kernel";
import type { Account, Session } from "../ports/accounts.ts";
import type { PeoplePorts } from "./ports.ts";

const minute = 60_000;
// A session is not written to on every request.
const seenEvery = 30_000;

/** A session that stands, and whose it is. */
export type SignedIn = { readonly session: Session; readonly account: Account };

/** Begins a session and returns its token, which is stored nowhere. */
export async function beginSession(
  { accounts, clock, credentials, randomness, policy }: PeoplePorts,
  account: Account,
  options: { readonly pending: boolean; readonly device: string },
): Promise<string> {
  const token = randomness.token();
  const now = clock.now();
  await accounts.saveSession({
    ...options,
    tokenHash: credentials.hashToken(token),
    userId: account.userId,
    createdAt: now,
    seenAt: now,
    expiresAt: later(now, policy.longestHours * 60 * minute),
    challenge: null,
    handedOver: null,
  });
  return token;
}

/** The session of a token, while it stands: not idle too long, not too old, its account in use. */
export async function sessionOf(ports: PeoplePorts, token: string): Promise<SignedIn | undefined> {
  const { accounts, clock, credentials, policy } = ports;
  const session = await accounts.session(credentials.hashToken(token));
  if (!session) return undefined;
  const now = clock.now();
  const idle = millisecondsOf(now) - millisecondsOf(session.seenAt);
  const account = await accounts.byId(session.userId);
  // A device that was handed over stays with the participant until it is taken back or the day is over.
  const isIdle = session.handedOver === null && idle > policy.idleMinutes * minute;
  if (isIdle || now >= session.expiresAt || account?.status !== "active") {
    await accounts.endSession(session.tokenHash);
    return undefined;
  }
  if (idle > seenEvery) await accounts.saveSession({ ...session, seenAt: now });
  return { session, account };
}

export function later(instant: Instant, milliseconds: number): Instant {
  return instantOf(millisecondsOf(instant) + milliseconds);
}
