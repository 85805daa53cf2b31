import { type Instant, instantOf, millisecondsOf } from "#kernel";
import type { Account, Session } from "../ports/accounts.ts";
import type { PeoplePorts } from "./ports.ts";

const minute = 60_000;
// A session is not written to on every act.
const seenEvery = 30_000;

/** A session that stands, and whose it is. */
export type SignedIn = { readonly session: Session; readonly account: Account };

/** Begins a session and returns its token, which is stored nowhere. */
export async function beginSession(
  { accounts, clock, credentials, randomness, policy }: PeoplePorts,
  { userId }: Account,
  { pending, device }: { readonly pending: boolean; readonly device: string },
): Promise<string> {
  const token = randomness.token();
  const now = clock.now();
  await accounts.addSession({
    tokenHash: credentials.hashToken(token),
    userId,
    createdAt: now,
    seenAt: now,
    expiresAt: later(now, (pending ? policy.pendingMinutes : policy.longestHours * 60) * minute),
    pending,
    device,
    handedOver: null,
  });
  return token;
}

/**
 * The second step was right: the session goes on under a token of its own, so that whoever knew the one before has nothing
 * (ASVS 5.0 7.2.4). Undefined where the session no longer waits.
 */
export async function completeSession(
  { accounts, clock, credentials, randomness, policy }: PeoplePorts,
  { tokenHash }: Session,
): Promise<string | undefined> {
  const token = randomness.token();
  const now = clock.now();
  const isComplete = await accounts.completeSession(tokenHash, {
    tokenHash: credentials.hashToken(token),
    seenAt: now,
    expiresAt: later(now, policy.longestHours * 60 * minute),
  });
  return isComplete ? token : undefined;
}

/** The session of a token, while it stands: not idle too long, not too old, its account in use. */
export async function sessionOf(ports: PeoplePorts, token: string): Promise<SignedIn | undefined> {
  const { accounts, credentials } = ports;
  const session = await accounts.session(credentials.hashToken(token));
  if (!session) return undefined;
  const account = await accounts.byId(session.userId);
  if (account?.status === "active" && endOf(ports, session).milliseconds > 0) return { session, account };
  await accounts.endSession(session.tokenHash);
  return undefined;
}

/** The person did something: the session is not idle. What a page asks by itself is no act of theirs. */
export async function noteActivity({ accounts, clock }: PeoplePorts, { session }: SignedIn): Promise<void> {
  const now = clock.now();
  if (millisecondsOf(now) - millisecondsOf(session.seenAt) < seenEvery) return;
  await accounts.touchSession(session.tokenHash, now);
}

/** How long a session still lasts if nothing more is done, and why it then ends. */
export type SessionEnd = { readonly milliseconds: number; readonly because: "idle" | "age" };

export function endOf(
  { clock, policy }: Pick<PeoplePorts, "clock" | "policy">,
  { seenAt, expiresAt, handedOver }: Session,
): SessionEnd {
  const now = millisecondsOf(clock.now());
  const untilOld = millisecondsOf(expiresAt) - now;
  const untilIdle = millisecondsOf(seenAt) + policy.idleMinutes * minute - now;
  // A device that was handed over stays with the participant until it is taken back or the day is over.
  if (handedOver !== null || untilOld <= untilIdle) return { milliseconds: untilOld, because: "age" };
  return { milliseconds: untilIdle, because: "idle" };
}

export function later(instant: Instant, milliseconds: number): Instant {
  return instantOf(millisecondsOf(instant) + milliseconds);
}
