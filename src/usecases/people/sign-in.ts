import { failed, millisecondsOf, ok, type Refusal, type Result, refusal } from "#kernel";
import type { SignatureMethod } from "#trial";
import type { Account } from "../ports/accounts.ts";
import type { PasskeyAnswer, RelyingParty } from "../ports/credentials.ts";
import type { PeoplePorts } from "./ports.ts";
import { beginSession, later, type SignedIn } from "./sessions.ts";

/** How far a sign-in got. */
export type SignInStep =
  | { readonly step: "signed-in"; readonly token: string }
  /** The password was right; `factors` says what may follow it. */
  | { readonly step: "second-factor"; readonly token: string; readonly factors: readonly SecondFactor[] }
  /** No second factor yet: one is set up before anything else. */
  | { readonly step: "set-up-second-factor"; readonly token: string };

export type SecondFactor = "authenticator-app" | "passkey";

// Compared against when there is no account, so that a stranger cannot tell by the time it takes.
const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$uG0PUvYyBfnEaZkhqpuOtxqhFn7wgdQr1J3iKVbJ1wM";

/** The first step: username and password. The same words for a wrong name and a wrong password. */
export async function signIn(
  ports: PeoplePorts,
  {
    username,
    password,
    device,
  }: { readonly username: string; readonly password: string; readonly device: string },
): Promise<Result<SignInStep, Refusal>> {
  const account = await ports.accounts.byUsername(username);
  const locked = account && lockedRefusal(ports, account);
  if (locked) return failed(locked);
  const isRight = await ports.credentials.isSecret(account?.passwordHash ?? nobodysHash, password);
  if (!account?.passwordHash || account.status !== "active" || !isRight) {
    if (account) await countWrongAttempt(ports, account);
    else await ports.securityLog.write({ kind: "sign-in-unknown-user" });
    return failed(wrong());
  }
  await ports.accounts.countAttempt(account.userId, "right");
  const factors = await factorsOf(ports, account);
  if (account.isDemonstration) {
    return ok({ step: "signed-in", token: await beginSession(ports, account, { pending: false, device }) });
  }
  const token = await beginSession(ports, account, { pending: true, device });
  return ok(
    factors.length > 0 ? { step: "second-factor", token, factors } : { step: "set-up-second-factor", token },
  );
}

/**
 * Signs in without a password as somebody of the demonstration, whose data are invented. For any other account it is
 * refused in the same words as a wrong password, and noted.
 */
export async function signInToDemonstration(
  ports: PeoplePorts,
  { username, device }: { readonly username: string; readonly device: string },
): Promise<Result<{ readonly token: string }, Refusal>> {
  const account = await ports.accounts.byUsername(username);
  if (!account?.isDemonstration || account.status !== "active") {
    const who = account ? { user: account.userId } : {};
    await ports.securityLog.write({ kind: "demonstration-sign-in-refused", ...who });
    return failed(wrong());
  }
  const locked = lockedRefusal(ports, account);
  if (locked) return failed(locked);
  return ok({ token: await beginSession(ports, account, { pending: false, device }) });
}

/** The second step by a code of an authenticator app. */
export async function confirmCode(
  ports: PeoplePorts,
  { session, account }: SignedIn,
  code: string,
): Promise<Result<null, Refusal>> {
  const locked = lockedRefusal(ports, account);
  if (locked) return failed(locked);
  if (!(await isCode(ports, account, code))) {
    await countWrongAttempt(ports, account);
    return failed(wrong());
  }
  await ports.accounts.countAttempt(account.userId, "right");
  await ports.accounts.saveSession({ ...session, pending: false });
  return ok(null);
}

/** Asks the browser for a passkey, for a sign-in or a signature. */
export async function askForPasskey(
  ports: PeoplePorts,
  { session, account }: SignedIn,
  party: RelyingParty,
): Promise<unknown> {
  const existing = await ports.accounts.passkeysOf(account.userId);
  const { options, challenge } = await ports.credentials.passkeyRequest(party, existing);
  await ports.accounts.saveSession({ ...session, challenge });
  return options;
}

/** The second step by a passkey. */
export async function confirmPasskey(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  answer: PasskeyAnswer,
): Promise<Result<null, Refusal>> {
  if (!(await isPasskey(ports, signedIn, party, answer))) {
    await countWrongAttempt(ports, signedIn.account);
    return failed(wrong());
  }
  await ports.accounts.saveSession({ ...signedIn.session, pending: false, challenge: null });
  return ok(null);
}

/**
 * Whether the person proves anew who they are: the password always, and the second factor where there is one
 * (21 CFR 11.200(a)(1): two components). A wrong proof counts as a wrong attempt.
 */
export async function reauthenticate(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  proof: { readonly password?: string; readonly code?: string; readonly passkey?: unknown },
): Promise<Result<SignatureMethod, Refusal>> {
  const { account } = signedIn;
  const locked = lockedRefusal(ports, account);
  if (locked) return failed(locked);
  const method = await provenBy(ports, signedIn, party, proof);
  if (!method) {
    await countWrongAttempt(ports, account);
    return failed(notProven(await factorsOf(ports, account)));
  }
  await ports.accounts.countAttempt(account.userId, "right");
  return ok(method);
}

async function provenBy(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  {
    password,
    code,
    passkey,
  }: { readonly password?: string; readonly code?: string; readonly passkey?: unknown },
): Promise<SignatureMethod | undefined> {
  const { account } = signedIn;
  if (passkey !== undefined)
    return (await isPasskey(ports, signedIn, party, passkey)) ? "passkey" : undefined;
  if (password === undefined || !account.passwordHash) return undefined;
  if (!(await ports.credentials.isSecret(account.passwordHash, password))) return undefined;
  if (!account.totpSecret) return (await factorsOf(ports, account)).length === 0 ? "password" : undefined;
  return code !== undefined && (await isCode(ports, account, code)) ? "password-and-code" : undefined;
}

export async function factorsOf(
  { accounts }: PeoplePorts,
  account: Account,
): Promise<readonly SecondFactor[]> {
  const passkeys = await accounts.passkeysOf(account.userId);
  return [
    ...(account.totpSecret ? (["authenticator-app"] as const) : []),
    ...(passkeys.length > 0 ? (["passkey"] as const) : []),
  ];
}

async function isCode(
  { accounts, credentials, clock }: PeoplePorts,
  account: Account,
  code: string,
): Promise<boolean> {
  const secret = account.totpSecret && credentials.open(account.totpSecret);
  if (!secret) return false;
  const step = credentials.totpStep(secret, code, millisecondsOf(clock.now()));
  return step !== undefined && (await accounts.takeTotpStep(account.userId, step));
}

async function isPasskey(
  { accounts, credentials }: PeoplePorts,
  { session, account }: SignedIn,
  party: RelyingParty,
  answer: PasskeyAnswer,
): Promise<boolean> {
  if (session.challenge === null) return false;
  const existing = await accounts.passkeysOf(account.userId);
  const used = await credentials.verifyUse(party, session.challenge, answer, existing);
  if (!used) return false;
  await accounts.savePasskey(used);
  await accounts.saveSession({ ...session, challenge: null });
  return true;
}

async function countWrongAttempt(ports: PeoplePorts, account: Account): Promise<void> {
  const { accounts, clock, policy, securityLog } = ports;
  const attempts = await accounts.countAttempt(account.userId, "wrong");
  await securityLog.write({ kind: "wrong-credentials", user: account.userId, detail: { attempts } });
  if (attempts < policy.mostWrongAttempts) return;
  await accounts.lock(account.userId, later(clock.now(), policy.lockMinutes * 60_000));
  await securityLog.write({ kind: "account-locked", user: account.userId, detail: { attempts } });
}

function lockedRefusal({ clock }: PeoplePorts, account: Account): Refusal | undefined {
  if (!account.lockedUntil || clock.now() >= account.lockedUntil) return undefined;
  const minutes = Math.ceil((millisecondsOf(account.lockedUntil) - millisecondsOf(clock.now())) / 60_000);
  return refusal(
    "account-locked",
    `This account is locked for ${minutes} more minutes after too many wrong attempts. An administrator can unlock it.`,
    "21 CFR 11.300(d)",
    { because: "forbidden" },
  );
}

function wrong(): Refusal {
  return refusal(
    "wrong-credentials",
    "That is not right. Check what you entered and try again.",
    "21 CFR 11.300",
    {
      because: "forbidden",
    },
  );
}

function notProven(factors: readonly SecondFactor[]): Refusal {
  const needed =
    factors.length > 0 ? "your password with your current code, or your passkey" : "your password";
  return refusal("signature-not-proven", `Not signed: ${needed} was not right.`, "21 CFR 11.200(a)", {
    because: "forbidden",
    path: "proof",
  });
}
