import { failed, ok, type Refusal, type Result, refusal, type UserId } from "#kernel";
import type { Source } from "#ledger";
import type { Account } from "../ports/accounts.ts";
import { type AccountChange, tellOf } from "./account-events.ts";
import { changedMeanwhile, noAccount, refuseDemonstration, refuseWeakPassword } from "./account-refusals.ts";
import type { PeoplePorts } from "./ports.ts";
import { later } from "./sessions.ts";

/** Who changes an account, and by which way. */
export type Changer = { readonly by: UserId; readonly source: Source };

const cites = "21 CFR 11.100, 11.300";

export type NewPerson = {
  readonly username: string;
  readonly name: string;
  readonly isAdministrator: boolean;
  readonly isDemonstration?: boolean;
  readonly userId?: UserId;
};

/**
 * Makes an account and an invitation to it. The token is shown once, to be handed over by another way than the username;
 * with it the person sets a password of their own.
 */
export async function invite(
  ports: PeoplePorts,
  person: NewPerson,
  changer: Changer,
): Promise<Result<{ readonly userId: UserId; readonly token: string }, Refusal>> {
  const token = ports.randomness.token();
  const account = { ...newAccount(ports, person), ...invitation(ports, token) };
  const append = await tellOf(ports, invited(account, changer));
  if (!(await ports.accounts.add(account, append))) return failed(usernameTaken(person.username));
  return ok({ userId: account.userId, token });
}

/** An account that nobody can use yet. */
export function newAccount({ randomness }: PeoplePorts, person: NewPerson): Account {
  return {
    userId: person.userId ?? (randomness.randomId() as UserId),
    username: person.username,
    name: person.name,
    passwordHash: null,
    totpSecret: null,
    totpStep: 0,
    failedAttempts: 0,
    lockedUntil: null,
    status: "invited",
    invitationHash: null,
    invitationUntil: null,
    isAdministrator: person.isAdministrator,
    isDemonstration: person.isDemonstration ?? false,
    oidcSubject: null,
  };
}

export function invited({ userId, username, name }: Account, changer: Changer): AccountChange {
  return { account: userId, type: "AccountInvited", data: { username, name }, ...changer };
}

/** The first password of an account, and that it is in use from now on. */
export function activated({ userId }: Account, source: Source): readonly [AccountChange, ...AccountChange[]] {
  const change = { account: userId, by: userId, source };
  return [
    { ...change, type: "PasswordChanged", data: { by: "invitation" } },
    { ...change, type: "AccountActivated", data: {} },
  ];
}

function invitation(
  { clock, credentials, policy }: PeoplePorts,
  token: string,
): Pick<Account, "invitationHash" | "invitationUntil"> {
  const invitationUntil = later(clock.now(), policy.invitationHours * 3_600_000);
  return { invitationHash: credentials.hashToken(token), invitationUntil };
}

/** The person sets a password by the invitation's token, which then works no more. */
export async function acceptInvitation(
  ports: PeoplePorts,
  { token, password, source }: { readonly token: string; readonly password: string; readonly source: Source },
): Promise<Result<Account, Refusal>> {
  const { accounts, credentials, clock, policy } = ports;
  const account = await accounts.byInvitation(credentials.hashToken(token));
  if (account?.status !== "invited" || !account.invitationUntil || clock.now() > account.invitationUntil)
    return failed(invitationInvalid());
  const weak = refuseWeakPassword(policy, account, password);
  if (weak) return failed(weak);
  const changes = {
    passwordHash: await credentials.hashSecret(password),
    status: "active",
    invitationHash: null,
    invitationUntil: null,
    failedAttempts: 0,
    lockedUntil: null,
  } as const;
  const append = await tellOf(ports, ...activated(account, source));
  if (!(await accounts.change(account, changes, append))) return failed(invitationInvalid());
  return ok({ ...account, ...changes });
}

/** A fresh invitation for somebody who has lost password or second factor; all that they had is gone with it. */
export async function inviteAgain(
  ports: PeoplePorts,
  user: UserId,
  changer: Changer,
): Promise<Result<{ readonly token: string }, Refusal>> {
  const { accounts, randomness } = ports;
  const account = await accounts.byId(user);
  if (!account) return failed(noAccount());
  const no = refuseDemonstration(account) ?? refuseDisabled(account);
  if (no) return failed(no);
  const token = randomness.token();
  const changes = {
    ...invitation(ports, token),
    passwordHash: null,
    totpSecret: null,
    oidcSubject: null,
    status: "invited",
    failedAttempts: 0,
    lockedUntil: null,
    withoutPasskeys: true,
  } as const;
  const append = await tellOf(ports, { account: user, type: "AccountInvitedAgain", data: {}, ...changer });
  if (!(await accounts.change(account, changes, append))) return failed(changedMeanwhile());
  await accounts.endSessionsOf(user);
  return ok({ token });
}

function refuseDisabled({ name, status }: Account): Refusal | undefined {
  if (status !== "disabled") return undefined;
  const message = `Cannot invite ${name}: the account is disabled. Enable it first, with the reason.`;
  return refusal("account-disabled", message, cites);
}

function usernameTaken(username: string): Refusal {
  const message = `Cannot make an account “${username}”: the name is taken. A name is never given to another person.`;
  return refusal("username-taken", message, "21 CFR 11.100(a)", { path: "username" });
}

function invitationInvalid(): Refusal {
  const message = "This invitation is no longer valid. Ask an administrator for a new one.";
  return refusal("invitation-invalid", message, cites, { because: "forbidden" });
}
