import { failed, millisecondsOf, ok, type Refusal, type Result, refusal } from "#kernel";
import type { Source } from "#ledger";
import type { Account } from "../ports/accounts.ts";
import type { PasskeyAnswer, RelyingParty } from "../ports/credentials.ts";
import { tellOf } from "./account-events.ts";
import type { PeoplePorts } from "./ports.ts";
import type { SignedIn } from "./sessions.ts";
import { factorsOf } from "./sign-in.ts";

const cites = "21 CFR 11.100, 11.200";

/** A new secret for an authenticator app; it counts once a code of it was confirmed. */
export function proposeTotp(
  { credentials }: PeoplePorts,
  account: Account,
): { readonly secret: string; readonly uri: string } {
  const secret = credentials.newTotpSecret();
  return { secret, uri: credentials.totpUri(secret, account.username) };
}

/** Adds the app whose code fits. A sign-in that waited for a second factor is then complete. */
export async function addTotp(
  ports: PeoplePorts,
  { account, session }: SignedIn,
  { secret, code, source }: { readonly secret: string; readonly code: string; readonly source: Source },
): Promise<Result<null, Refusal>> {
  const { accounts, credentials, clock } = ports;
  const later = await refuseWhilePending(ports, { account, session });
  if (later) return failed(later);
  const step = credentials.totpStep(secret, code, millisecondsOf(clock.now()));
  if (step === undefined) {
    const message =
      "That code does not fit. Check that the clock of the device with the app is right, and try the next code.";
    return failed(refusal("code-does-not-fit", message, cites, { path: "code" }));
  }
  const data = { kind: "authenticator-app", label: "Authenticator app" };
  const change = { account: account.userId, by: account.userId, source };
  const append = await tellOf(ports, { ...change, type: "SecondFactorAdded", data });
  await accounts.save({ ...account, totpSecret: credentials.seal(secret), totpStep: step }, append);
  await accounts.saveSession({ ...session, pending: false });
  return ok(null);
}

/** Asks the browser to make a passkey. */
export async function proposePasskey(
  { accounts, credentials }: PeoplePorts,
  { account, session }: SignedIn,
  party: RelyingParty,
): Promise<unknown> {
  const existing = await accounts.passkeysOf(account.userId);
  const { options, challenge } = await credentials.passkeyCreation(party, account, existing);
  await accounts.saveSession({ ...session, challenge });
  return options;
}

export async function addPasskey(
  ports: PeoplePorts,
  { account, session }: SignedIn,
  party: RelyingParty,
  {
    answer,
    label,
    source,
  }: { readonly answer: PasskeyAnswer; readonly label: string; readonly source: Source },
): Promise<Result<null, Refusal>> {
  const { accounts, credentials, clock } = ports;
  const later = await refuseWhilePending(ports, { account, session });
  if (later) return failed(later);
  const made =
    session.challenge === null
      ? undefined
      : await credentials.verifyCreation(party, session.challenge, answer);
  if (!made) {
    const message =
      "The passkey could not be verified. Try once more; if it fails again, use an authenticator app.";
    return failed(refusal("passkey-not-verified", message, cites));
  }
  const change = { account: account.userId, by: account.userId, source };
  const append = await tellOf(ports, {
    ...change,
    type: "SecondFactorAdded",
    data: { kind: "passkey", label },
  });
  await accounts.savePasskey({ ...made, userId: account.userId, label, createdAt: clock.now() }, append);
  await accounts.saveSession({ ...session, pending: false, challenge: null });
  return ok(null);
}

/** Removes a second factor, as long as another remains. */
export async function removeFactor(
  ports: PeoplePorts,
  { account }: SignedIn,
  factor:
    | { readonly kind: "authenticator-app" }
    | { readonly kind: "passkey"; readonly credentialId: string },
  source: Source,
): Promise<Result<null, Refusal>> {
  const passkeys = await ports.accounts.passkeysOf(account.userId);
  const count = passkeys.length + (account.totpSecret ? 1 : 0);
  const passkey =
    factor.kind === "passkey"
      ? passkeys.find(({ credentialId }) => credentialId === factor.credentialId)
      : undefined;
  const exists = factor.kind === "passkey" ? passkey !== undefined : account.totpSecret !== null;
  if (!exists)
    return failed(
      refusal("no-such-factor", "There is no such second factor.", cites, { because: "not-found" }),
    );
  if (count === 1) {
    return failed(
      refusal("last-factor", "This is your only second factor. Add another before you remove it.", cites),
    );
  }
  const change = { account: account.userId, by: account.userId, source };
  const data = { kind: factor.kind, label: passkey?.label ?? "Authenticator app" };
  const append = await tellOf(ports, { ...change, type: "SecondFactorRemoved", data });
  if (passkey) await ports.accounts.removePasskey(account.userId, passkey.credentialId, append);
  else await ports.accounts.save({ ...account, totpSecret: null }, append);
  return ok(null);
}

/** Whoever has a second factor proves it first; only who has none may set one up while signing in. */
async function refuseWhilePending(
  ports: PeoplePorts,
  { account, session }: SignedIn,
): Promise<Refusal | undefined> {
  if (!session.pending || (await factorsOf(ports, account)).length === 0) return undefined;
  const message = "Finish signing in with the second factor that you have.";
  return refusal("second-factor-needed", message, cites, { because: "forbidden" });
}
