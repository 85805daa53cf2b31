import { failed, ok, type Refusal, type Result } from "#kernel";
import type { Account } from "../ports/accounts.ts";
import type { PasskeyAnswer, RelyingParty } from "../ports/credentials.ts";
import { attempt, clearAttempts, wrongCredentials } from "./attempts.ts";
import type { PeoplePorts } from "./ports.ts";
import { factorsOf, isCode, isPasskey, type SecondFactor } from "./proof.ts";
import { beginSession, completeSession, type SignedIn } from "./sessions.ts";

/** How far a sign-in got. */
export type SignInStep =
  | { readonly step: "signed-in"; readonly token: string }
  /** The password was right; `factors` says what may follow it. */
  | { readonly step: "second-factor"; readonly token: string; readonly factors: readonly SecondFactor[] }
  /** No second factor yet: one is set up before anything else. */
  | { readonly step: "set-up-second-factor"; readonly token: string };

// Compared against when there is no account, so that a stranger cannot tell by the time it takes.
export const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$uG0PUvYyBfnEaZkhqpuOtxqhFn7wgdQr1J3iKVbJ1wM";

/** The first step: username and password. The same words for a wrong name and a wrong password, and the same lock. */
export async function signIn(
  ports: PeoplePorts,
  {
    username,
    password,
    device,
  }: { readonly username: string; readonly password: string; readonly device: string },
): Promise<Result<SignInStep, Refusal>> {
  const { accounts, credentials } = ports;
  const found = await accounts.byUsername(username);
  const stranger = credentials.hashToken(username.trim().toLowerCase()).slice(0, 4);
  const tried = await attempt(ports, found ?? { stranger }, async () => {
    const isRight = await credentials.isSecret(found?.passwordHash ?? nobodysHash, password);
    return isRight && found?.passwordHash && found.status === "active" ? found : undefined;
  });
  if (!tried.ok) return failed(tried.error === "wrong" ? wrongCredentials() : tried.error);
  return ok(await firstStepDone(ports, tried.value, device));
}

/** What comes after the first step, whichever it was. */
export async function firstStepDone(
  ports: PeoplePorts,
  account: Account,
  device: string,
): Promise<SignInStep> {
  if (account.isDemonstration) return signedIn(ports, account, device);
  const factors = await factorsOf(ports, account);
  const token = await beginSession(ports, account, { pending: true, device });
  return factors.length > 0
    ? { step: "second-factor", token, factors }
    : { step: "set-up-second-factor", token };
}

/** Both steps are done, or none more is needed. */
export async function signedIn(ports: PeoplePorts, account: Account, device: string): Promise<SignInStep> {
  await clearAttempts(ports, account);
  return { step: "signed-in", token: await beginSession(ports, account, { pending: false, device }) };
}

/** The second step by a code of an authenticator app. @returns the token under which the session goes on */
export function confirmCode(
  ports: PeoplePorts,
  signedIn: SignedIn,
  code: string,
): Promise<Result<string, Refusal>> {
  return secondStep(ports, signedIn, () => isCode(ports, signedIn.account, code));
}

/** The second step by a passkey. @returns the token under which the session goes on */
export function confirmPasskey(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  answer: PasskeyAnswer,
): Promise<Result<string, Refusal>> {
  return secondStep(ports, signedIn, () => isPasskey(ports, signedIn, party, answer));
}

async function secondStep(
  ports: PeoplePorts,
  { account, session }: SignedIn,
  prove: () => Promise<boolean>,
): Promise<Result<string, Refusal>> {
  const tried = await attempt(ports, account, async () => (await prove()) || undefined);
  if (!tried.ok) return failed(tried.error === "wrong" ? wrongCredentials() : tried.error);
  const token = await completeSession(ports, session);
  if (token === undefined) return failed(wrongCredentials());
  await clearAttempts(ports, account);
  return ok(token);
}
