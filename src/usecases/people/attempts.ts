import { failed, type Instant, millisecondsOf, ok, type Refusal, type Result, refusal } from "#kernel";
import type { Account, Trier } from "../ports/accounts.ts";
import type { PeoplePorts } from "./ports.ts";
import { later } from "./sessions.ts";

/** What became of an attempt to prove who one is. */
export type Attempted<Proof> = Result<Proof, Refusal | "wrong">;

/**
 * Lets somebody try to prove who they are. The attempt is counted before it is judged, so that many at once gain nothing, and
 * the last one locks (21 CFR 11.300(d)). A right one is taken back; only `clearAttempts` forgets the wrong ones before it.
 */
export async function attempt<Proof>(
  ports: PeoplePorts,
  who: Account | { readonly stranger: string },
  prove: () => Promise<Proof | undefined>,
): Promise<Attempted<Proof>> {
  const { accounts, clock, policy, securityLog } = ports;
  const trier: Trier = "userId" in who ? { user: who.userId } : who;
  const now = clock.now();
  const lockedUntil = later(now, policy.lockMinutes * 60_000);
  const count = await accounts.countAttempt(trier, { most: policy.mostWrongAttempts, now, lockedUntil });
  if (!count.counted) return failed(locked(ports, count.lockedUntil));
  const proof = await prove();
  if (proof !== undefined && "user" in trier) {
    await accounts.settleAttempt(trier.user, "taken-back");
    return ok(proof);
  }
  const [user, kinds] =
    "user" in trier
      ? [{ user: trier.user }, { wrong: "wrong-credentials", locked: "account-locked" }]
      : [{}, { wrong: "unknown-username", locked: "unknown-username-locked" }];
  const entry = { ...user, detail: { attempts: count.attempts } };
  await securityLog.write({ ...entry, kind: kinds.wrong });
  if (count.isLast) await securityLog.write({ ...entry, kind: kinds.locked });
  return failed("wrong");
}

/** The person is in: what went wrong before counts no more. */
export async function clearAttempts({ accounts }: PeoplePorts, { userId }: Account): Promise<void> {
  await accounts.settleAttempt(userId, "cleared");
}

/** Refuses where the lock stands, for a way in that guesses nothing. */
export function refuseLocked(ports: PeoplePorts, { lockedUntil }: Account): Refusal | undefined {
  return lockedUntil && ports.clock.now() < lockedUntil ? locked(ports, lockedUntil) : undefined;
}

function locked({ clock }: PeoplePorts, until: Instant): Refusal {
  const minutes = Math.ceil((millisecondsOf(until) - millisecondsOf(clock.now())) / 60_000);
  const message = `This account is locked for ${minutes} more ${minutes === 1 ? "minute" : "minutes"} after too many wrong attempts. An administrator can unlock it.`;
  return refusal("account-locked", message, "21 CFR 11.300(d)", { because: "forbidden" });
}

/** The same words, whatever was wrong. */
export function wrongCredentials(): Refusal {
  const message = "That is not right. Check what you entered and try again.";
  return refusal("wrong-credentials", message, "21 CFR 11.300", { because: "forbidden" });
}
