import { millisecondsOf } from "#kernel";
import type { Account } from "../ports/accounts.ts";
import type { PasskeyAnswer, RelyingParty } from "../ports/credentials.ts";
import { keepChallenge, takeChallenge } from "./challenges.ts";
import type { PeoplePorts } from "./ports.ts";
import type { SignedIn } from "./sessions.ts";

export type SecondFactor = "authenticator-app" | "passkey";

/** The second factors that the account has. */
export async function factorsOf(
  { accounts }: Pick<PeoplePorts, "accounts">,
  account: Account,
): Promise<readonly SecondFactor[]> {
  const passkeys = await accounts.passkeysOf(account.userId);
  return [
    ...(account.totpSecret ? (["authenticator-app"] as const) : []),
    ...(passkeys.length > 0 ? (["passkey"] as const) : []),
  ];
}

/** Whether the code is the app's, now, and was not used before. */
export async function isCode(
  { accounts, credentials, clock }: PeoplePorts,
  account: Account,
  code: string,
): Promise<boolean> {
  const secret = account.totpSecret && credentials.open(account.totpSecret);
  if (!secret) return false;
  const step = credentials.totpStep(secret, code, millisecondsOf(clock.now()));
  return step !== undefined && (await accounts.takeTotpStep(account.userId, step));
}

/** Asks the browser for a passkey, for a sign-in or a signature. */
export async function askForPasskey(
  ports: PeoplePorts,
  { session, account }: SignedIn,
  party: RelyingParty,
): Promise<unknown> {
  const existing = await ports.accounts.passkeysOf(account.userId);
  const { options, challenge } = await ports.credentials.passkeyRequest(party, existing);
  await keepChallenge(ports, session, "use-passkey", challenge);
  return options;
}

/** Whether the answer is by a passkey of the account, to what was asked just now. */
export async function isPasskey(
  ports: PeoplePorts,
  { session, account }: SignedIn,
  party: RelyingParty,
  answer: PasskeyAnswer,
): Promise<boolean> {
  const challenge = await takeChallenge(ports, session, "use-passkey");
  if (challenge === undefined) return false;
  const existing = await ports.accounts.passkeysOf(account.userId);
  const used = await ports.credentials.verifyUse(party, challenge, answer, existing);
  if (used) await ports.accounts.countUse(used);
  return used !== undefined;
}
