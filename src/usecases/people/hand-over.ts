import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import type { HandOver } from "../ports/accounts.ts";
import type { PeoplePorts } from "./ports.ts";
import type { SignedIn } from "./sessions.ts";

const cites = "EMA/INS/GCP/112288/2023 A5.1";

/** Why a PIN will not do. Asked before anything is recorded: a hand-over is on record only where the device is locked. */
export function refusePin(pin: string): Refusal | undefined {
  if (/^\d{4,8}$/.test(pin)) return undefined;
  return refusal("pin-form", "Choose a PIN of four to eight digits.", cites, { path: "pin" });
}

/** Locks the session onto one form; only the PIN that was just chosen ends that. */
export async function lockOntoForm(
  { accounts, credentials }: PeoplePorts,
  { session }: SignedIn,
  handOver: Pick<HandOver, "study" | "site" | "participant" | "formKey">,
  pin: string,
): Promise<Result<null, Refusal>> {
  const no = refusePin(pin);
  if (no) return failed(no);
  const pinHash = await credentials.hashSecret(pin);
  await accounts.handOver(session.tokenHash, { ...handOver, pinHash, triedPins: 0 });
  return ok(null);
}

/** Ends the hand-over. After too many wrong PINs the session is over, and a member of staff signs in anew. */
export async function takeBack(
  { accounts, credentials, policy, securityLog }: PeoplePorts,
  { session, account }: SignedIn,
  pin: string,
): Promise<Result<HandOver, Refusal>> {
  const { handedOver } = session;
  if (!handedOver) return failed(refusal("not-handed-over", "This device is not handed over.", cites));
  // Counted before it is judged, so that many at once gain nothing.
  const tried = await accounts.countPin(session.tokenHash);
  if (tried <= policy.mostWrongPins && (await credentials.isSecret(handedOver.pinHash, pin))) {
    await accounts.handOver(session.tokenHash, null);
    return ok(handedOver);
  }
  await securityLog.write({ kind: "wrong-pin", user: account.userId, detail: { tried } });
  if (tried < policy.mostWrongPins)
    return failed(
      refusal("wrong-pin", "That PIN is not right.", cites, { because: "forbidden", path: "pin" }),
    );
  await accounts.endSession(session.tokenHash);
  const message = "Too many wrong PINs. A member of staff signs in again; nothing that was entered is lost.";
  return failed(refusal("hand-over-ended", message, cites, { because: "forbidden" }));
}
