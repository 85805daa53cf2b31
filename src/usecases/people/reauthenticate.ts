import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import type { SignatureMethod } from "#trial";
import type { RelyingParty } from "../ports/credentials.ts";
import { attempt, clearAttempts } from "./attempts.ts";
import type { PeoplePorts } from "./ports.ts";
import { factorsOf, isCode, isPasskey, type SecondFactor } from "./proof.ts";
import type { SignedIn } from "./sessions.ts";

/** What a person gives to prove, for one act, who they are. */
export type Proof = { readonly password?: string; readonly code?: string; readonly passkey?: unknown };

/**
 * Whether the person proves anew who they are: the password always, and the second factor where there is one; a passkey is
 * both (21 CFR 11.200(a)(1): two components). A wrong proof counts as a wrong attempt.
 */
export async function reauthenticate(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  proof: Proof,
): Promise<Result<SignatureMethod, Refusal>> {
  const { account } = signedIn;
  const tried = await attempt(ports, account, () => provenBy(ports, signedIn, party, proof));
  if (tried.ok) {
    await clearAttempts(ports, account);
    return ok(tried.value);
  }
  return failed(tried.error === "wrong" ? notProven(await factorsOf(ports, account)) : tried.error);
}

/**
 * The same for an emergency, where nothing may stand between a participant and care: the password is enough, and the second factor counts
 * where the person has it at hand. The session was begun with it.
 */
export async function reauthenticateInEmergency(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  proof: Proof,
): Promise<Result<SignatureMethod, Refusal>> {
  const { account } = signedIn;
  const { password, code, passkey } = proof;
  const tried = await attempt(ports, account, async (): Promise<SignatureMethod | undefined> => {
    if (passkey !== undefined || (code !== undefined && code !== ""))
      return provenBy(ports, signedIn, party, proof);
    const isRight =
      password !== undefined &&
      account.passwordHash !== null &&
      (await ports.credentials.isSecret(account.passwordHash, password));
    return isRight ? "password" : undefined;
  });
  if (tried.ok) {
    await clearAttempts(ports, account);
    return ok(tried.value);
  }
  return failed(tried.error === "wrong" ? notProven([]) : tried.error);
}

async function provenBy(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  { password, code, passkey }: Proof,
): Promise<SignatureMethod | undefined> {
  const { account } = signedIn;
  if (passkey !== undefined)
    return (await isPasskey(ports, signedIn, party, passkey)) ? "passkey" : undefined;
  if (password === undefined || !account.passwordHash) return undefined;
  if (!(await ports.credentials.isSecret(account.passwordHash, password))) return undefined;
  if (!account.totpSecret) return (await factorsOf(ports, account)).length === 0 ? "password" : undefined;
  return code !== undefined && (await isCode(ports, account, code)) ? "password-and-code" : undefined;
}

function notProven(factors: readonly SecondFactor[]): Refusal {
  const needed: Readonly<Record<string, string>> = {
    "": "Your password was not right.",
    "authenticator-app":
      "Your password or your code was not right. A code works once: after one was used, wait for the next.",
    passkey: "Your passkey was not used. Sign with the passkey.",
    "authenticator-app,passkey":
      "Your password with your code, or your passkey, was not right. A code works once: after one was used, wait for the next.",
  };
  const message = `Nothing was done: we must know that it is you. ${needed[factors.join()] ?? ""}`.trim();
  return refusal("not-proven", message, "21 CFR 11.200(a)", { because: "forbidden", path: "proof" });
}
