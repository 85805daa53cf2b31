import { failed, millisecondsOf, ok, type Refusal, type Result, refusal, type UserId } from "#kernel";
import type { Source } from "#ledger";
import type { Account } from "../ports/accounts.ts";
import type { RelyingParty } from "../ports/credentials.ts";
import type { OpenIdExpectation, OpenIdIdentity, OpenIdProvider } from "../ports/open-id.ts";
import { tellOf } from "./account-events.ts";
import { changedMeanwhile, refuseDemonstration } from "./account-refusals.ts";
import { refuseLocked } from "./attempts.ts";
import type { PeoplePorts } from "./ports.ts";
import { type Proof, reauthenticate } from "./reauthenticate.ts";
import type { SignedIn } from "./sessions.ts";
import { firstStepDone, type SignInStep, signedIn } from "./sign-in.ts";

const cites = "21 CFR 11.100, 11.300";
const purpose = "open-id";

type OpenIdPorts = PeoplePorts & { readonly openId?: OpenIdProvider };

/** What a browser keeps, sealed, until it comes back from the provider: what it was asked, why, and until when. */
type Pending = OpenIdExpectation & {
  readonly purpose: typeof purpose;
  readonly until: number;
  /** Whose account the sign-in is to be linked to; absent where somebody signs in. */
  readonly linkTo?: UserId;
};

export type OpenIdDeparture = { readonly url: string; readonly sealed: string };

/** Sends a browser to the provider, to sign in. */
export function beginOpenIdSignIn(
  ports: OpenIdPorts,
  redirectUri: string,
): Promise<Result<OpenIdDeparture, Refusal>> {
  return depart(ports, redirectUri, {});
}

/** Sends a browser to the provider, to link the sign-in there with the account of whoever has just proved that it is theirs. */
export async function beginOpenIdLink(
  ports: OpenIdPorts,
  person: SignedIn,
  party: RelyingParty,
  { redirectUri, proof }: { readonly redirectUri: string; readonly proof: Proof },
): Promise<Result<OpenIdDeparture, Refusal>> {
  const no = refuseDemonstration(person.account);
  if (no) return failed(no);
  const proven = await reauthenticate(ports, person, party, proof);
  return proven.ok ? depart(ports, redirectUri, { linkTo: person.account.userId }) : proven;
}

async function depart(
  { openId, credentials, clock, policy }: OpenIdPorts,
  redirectUri: string,
  more: Pick<Pending, "linkTo">,
): Promise<Result<OpenIdDeparture, Refusal>> {
  if (!openId) return failed(notConfigured());
  const request = await openId.request(redirectUri);
  if (!request) return failed(unreachable(openId));
  const until = millisecondsOf(clock.now()) + policy.pendingMinutes * 60_000;
  const pending: Pending = { ...request.expected, ...more, purpose, until };
  return ok({ url: request.url, sealed: credentials.seal(JSON.stringify(pending)) });
}

/** What came of it: somebody is signed in as far as this goes, or their account is linked. */
export type OpenIdArrival = {
  /** Why the browser had been sent to the provider; unknown where it kept nothing that can be read. */
  readonly wanted: "sign-in" | "link" | "unknown";
  readonly result: Result<SignInStep | { readonly step: "linked" }, Refusal>;
};

/** A browser comes back from the provider, with what it kept. */
export async function finishOpenId(
  ports: OpenIdPorts,
  {
    callback,
    sealed,
    device,
    source,
  }: {
    readonly callback: string;
    readonly sealed: string | undefined;
    readonly device: string;
    readonly source: Source;
  },
): Promise<OpenIdArrival> {
  const { openId, securityLog } = ports;
  if (!openId) return { wanted: "unknown", result: failed(notConfigured()) };
  const pending = readPending(ports, sealed);
  const identity = pending && (await openId.redeem(callback, pending));
  if (!pending || !identity) {
    await securityLog.write({ kind: "open-id-not-verified" });
    const wanted = pending ? (pending.linkTo ? "link" : "sign-in") : "unknown";
    return { wanted, result: failed(notVerified(openId)) };
  }
  return pending.linkTo
    ? { wanted: "link", result: await link(ports, pending.linkTo, identity, source) }
    : { wanted: "sign-in", result: await arrive(ports, openId, identity, device) };
}

function readPending({ credentials, clock }: OpenIdPorts, sealed: string | undefined): Pending | undefined {
  const text = sealed === undefined ? undefined : credentials.open(sealed);
  if (text === undefined) return undefined;
  const pending = JSON.parse(text) as Pending;
  const isInTime = pending.purpose === purpose && millisecondsOf(clock.now()) <= pending.until;
  return isInTime ? pending : undefined;
}

/** The provider vouches for the first step, and for the second where it says so. It opens no account that is locked or closed. */
async function arrive(
  ports: OpenIdPorts,
  openId: OpenIdProvider,
  { subject, isMultiFactor }: OpenIdIdentity,
  device: string,
): Promise<Result<SignInStep, Refusal>> {
  const account = await ports.accounts.byOidcSubject(subject);
  if (account?.status !== "active") {
    const user = account ? { user: account.userId } : {};
    await ports.securityLog.write({ kind: "open-id-without-account", ...user });
    return failed(notLinked(openId));
  }
  const locked = refuseLocked(ports, account);
  if (locked) return failed(locked);
  return ok(
    isMultiFactor ? await signedIn(ports, account, device) : await firstStepDone(ports, account, device),
  );
}

async function link(
  ports: OpenIdPorts,
  user: UserId,
  { subject }: OpenIdIdentity,
  source: Source,
): Promise<Result<{ readonly step: "linked" }, Refusal>> {
  const { accounts } = ports;
  const [account, holder] = [await accounts.byId(user), await accounts.byOidcSubject(subject)];
  if (account?.status !== "active") return failed(changedMeanwhile());
  if (holder && holder.userId !== user) {
    const message = "That sign-in is linked with another account. Each belongs to one person.";
    return failed(refusal("linked-to-another", message, cites));
  }
  const changed = await changeLink(ports, account, subject, source);
  return changed ? ok({ step: "linked" }) : failed(changedMeanwhile());
}

/** Cuts the link; the password and the second factor stay. */
export async function unlinkOpenId(
  ports: OpenIdPorts,
  person: SignedIn,
  party: RelyingParty,
  { proof, source }: { readonly proof: Proof; readonly source: Source },
): Promise<Result<null, Refusal>> {
  const proven = await reauthenticate(ports, person, party, proof);
  if (!proven.ok) return proven;
  const changed = await changeLink(ports, person.account, null, source);
  return changed ? ok(null) : failed(changedMeanwhile());
}

async function changeLink(
  ports: OpenIdPorts,
  account: Account,
  oidcSubject: string | null,
  source: Source,
): Promise<boolean> {
  const type = oidcSubject === null ? "SignInUnlinked" : "SignInLinked";
  const change = { account: account.userId, by: account.userId, source };
  const append = await tellOf(ports, { ...change, type, data: { label: ports.openId?.label ?? "" } });
  return ports.accounts.change(account, { oidcSubject }, append);
}

function notConfigured(): Refusal {
  const message = "This instance is linked with no identity provider.";
  return refusal("open-id-not-configured", message, cites, { because: "not-found" });
}

function unreachable({ label }: OpenIdProvider): Refusal {
  const message = `${label} cannot be reached now. Sign in with your username and password, or try again later.`;
  return refusal("open-id-unreachable", message, cites, { because: "forbidden" });
}

function notVerified({ label }: OpenIdProvider): Refusal {
  const message = `${label} did not confirm who you are, or it took too long. Try again.`;
  return refusal("open-id-not-verified", message, cites, { because: "forbidden" });
}

function notLinked({ label }: OpenIdProvider): Refusal {
  const message = `No account here is linked with that sign-in. Sign in with your username and password, then link ${label} on the page of your account.`;
  return refusal("open-id-not-linked", message, cites, { because: "forbidden" });
}
