import { failed, millisecondsOf, ok, type Refusal, type Result, refusal } from "#kernel";
import type { Source } from "#ledger";
import type { Account } from "../ports/accounts.ts";
import type { PasskeyAnswer, RelyingParty } from "../ports/credentials.ts";
import { tellOf } from "./account-events.ts";
import { changedMeanwhile, refuseDemonstration } from "./account-refusals.ts";
import { clearAttempts } from "./attempts.ts";
import { keepChallenge, takeChallenge } from "./challenges.ts";
import type { PeoplePorts } from "./ports.ts";
import { factorsOf } from "./proof.ts";
import { type Proof, reauthenticate } from "./reauthenticate.ts";
import { completeSession, type SignedIn } from "./sessions.ts";

const cites = "21 CFR 11.100, 11.200";
const appLabel = "Authenticator app";

/** A sign-in that waited for a second factor goes on under this token; absent where the person was signed in already. */
export type FactorAdded = { readonly token?: string };

/** A new secret for an authenticator app; it counts once a code of it was confirmed. */
export async function proposeTotp(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  proof?: Proof,
): Promise<Result<{ readonly secret: string; readonly uri: string }, Refusal>> {
  const no = await refuseChange(ports, signedIn, party, proof);
  if (no) return failed(no);
  const { credentials } = ports;
  const secret = credentials.newTotpSecret();
  await keepChallenge(ports, signedIn.session, "add-app", credentials.seal(secret));
  return ok({ secret, uri: credentials.totpUri(secret, signedIn.account.username) });
}

/** Adds the app that was proposed, once a code of it fits. */
export async function addTotp(
  ports: PeoplePorts,
  { account, session }: SignedIn,
  { code, source }: { readonly code: string; readonly source: Source },
): Promise<Result<FactorAdded, Refusal>> {
  const { accounts, credentials, clock } = ports;
  const no = await refuseWhilePending(ports, { account, session });
  if (no) return failed(no);
  const sealed = await takeChallenge(ports, session, "add-app");
  const secret = sealed && credentials.open(sealed);
  if (!sealed || !secret) return failed(nothingProposed());
  const step = credentials.totpStep(secret, code, millisecondsOf(clock.now()));
  if (step === undefined) {
    await keepChallenge(ports, session, "add-app", sealed);
    const message =
      "That code does not fit. Check that the clock of the device with the app is right, and try the next code.";
    return failed(refusal("code-does-not-fit", message, cites, { path: "code" }));
  }
  const data = { kind: "authenticator-app", label: appLabel };
  const change = { account: account.userId, by: account.userId, source };
  const append = await tellOf(ports, { ...change, type: "SecondFactorAdded", data });
  const changes = { totpSecret: credentials.seal(secret), totpStep: step };
  if (!(await accounts.change(account, changes, append))) return failed(changedMeanwhile());
  return ok(await goOn(ports, { account, session }));
}

/** Asks the browser to make a passkey. */
export async function proposePasskey(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  proof?: Proof,
): Promise<Result<{ readonly options: unknown }, Refusal>> {
  const no = await refuseChange(ports, signedIn, party, proof);
  if (no) return failed(no);
  const existing = await ports.accounts.passkeysOf(signedIn.account.userId);
  const { options, challenge } = await ports.credentials.passkeyCreation(party, signedIn.account, existing);
  await keepChallenge(ports, signedIn.session, "make-passkey", challenge);
  return ok({ options });
}

/** Adds the passkey that the browser made when it was asked. */
export async function addPasskey(
  ports: PeoplePorts,
  { account, session }: SignedIn,
  party: RelyingParty,
  {
    answer,
    label,
    source,
  }: { readonly answer: PasskeyAnswer; readonly label: string; readonly source: Source },
): Promise<Result<FactorAdded, Refusal>> {
  const { accounts, credentials, clock } = ports;
  const no = await refuseWhilePending(ports, { account, session });
  if (no) return failed(no);
  const challenge = await takeChallenge(ports, session, "make-passkey");
  if (challenge === undefined) return failed(nothingProposed());
  const made = await credentials.verifyCreation(party, challenge, answer);
  if (!made) {
    const message =
      "The passkey could not be verified. Try once more; if it fails again, use an authenticator app.";
    return failed(refusal("passkey-not-verified", message, cites));
  }
  const change = { account: account.userId, by: account.userId, source };
  const data = { kind: "passkey", label };
  const append = await tellOf(ports, { ...change, type: "SecondFactorAdded", data });
  await accounts.addPasskey({ ...made, userId: account.userId, label, createdAt: clock.now() }, append);
  return ok(await goOn(ports, { account, session }));
}

export type ChosenFactor =
  | { readonly kind: "authenticator-app" }
  | { readonly kind: "passkey"; readonly credentialId: string };

/** Removes a second factor, as long as another remains. */
export async function removeFactor(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  {
    factor,
    proof,
    source,
  }: { readonly factor: ChosenFactor; readonly proof?: Proof; readonly source: Source },
): Promise<Result<null, Refusal>> {
  const { accounts } = ports;
  const { account } = signedIn;
  const no = await refuseChange(ports, signedIn, party, proof);
  if (no) return failed(no);
  const passkeys = await accounts.passkeysOf(account.userId);
  const label = labelOf(account, passkeys, factor);
  if (label === undefined) {
    const message = "There is no such second factor.";
    return failed(refusal("no-such-factor", message, cites, { because: "not-found" }));
  }
  if (passkeys.length + (account.totpSecret ? 1 : 0) === 1) {
    const message = "This is your only second factor. Add another before you remove it.";
    return failed(refusal("last-factor", message, cites));
  }
  const change = { account: account.userId, by: account.userId, source };
  const data = { kind: factor.kind, label };
  const append = await tellOf(ports, { ...change, type: "SecondFactorRemoved", data });
  if (factor.kind === "passkey") await accounts.removePasskey(account.userId, factor.credentialId, append);
  else if (!(await accounts.change(account, { totpSecret: null }, append))) return failed(changedMeanwhile());
  return ok(null);
}

function labelOf(
  { totpSecret }: Account,
  passkeys: readonly { readonly credentialId: string; readonly label: string }[],
  factor: ChosenFactor,
): string | undefined {
  if (factor.kind === "authenticator-app") return totpSecret ? appLabel : undefined;
  return passkeys.find(({ credentialId }) => credentialId === factor.credentialId)?.label;
}

/**
 * Who has a second factor proves it before another is added; only who has none sets one up with the password alone, while
 * signing in. Afterwards every change asks for proof anew (ASVS 5.0 7.5.1): an unattended session changes nothing.
 */
async function refuseChange(
  ports: PeoplePorts,
  signedIn: SignedIn,
  party: RelyingParty,
  proof: Proof | undefined,
): Promise<Refusal | undefined> {
  const { account, session } = signedIn;
  const no = refuseDemonstration(account);
  if (no || session.pending) return no ?? refuseWhilePending(ports, signedIn);
  const proven = await reauthenticate(ports, signedIn, party, proof ?? {});
  return proven.ok ? undefined : proven.error;
}

/** Asked when a factor is proposed and when it is added: another browser may have added the first one between. */
async function refuseWhilePending(
  ports: PeoplePorts,
  { account, session }: SignedIn,
): Promise<Refusal | undefined> {
  if (!session.pending || (await factorsOf(ports, account)).length === 0) return undefined;
  const message = "Finish signing in with the second factor that you have.";
  return refusal("second-factor-needed", message, cites, { because: "forbidden" });
}

async function goOn(ports: PeoplePorts, { account, session }: SignedIn): Promise<FactorAdded> {
  if (!session.pending) return {};
  const token = await completeSession(ports, session);
  await clearAttempts(ports, account);
  return token === undefined ? {} : { token };
}

function nothingProposed(): Refusal {
  const message = "There is nothing to confirm, or it was too long ago. Begin again.";
  return refusal("nothing-proposed", message, cites, { because: "conflict" });
}
