import { failed, ok, type Refusal, type Result, refusal, type UserId } from "#kernel";
import type { Source } from "#ledger";
import type { Account } from "../ports/accounts.ts";
import { tellOf } from "./account-events.ts";
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
  const { accounts, credentials, clock, randomness, policy } = ports;
  if (await accounts.byUsername(person.username)) {
    const message = `Cannot make an account “${person.username}”: the name is taken. A name is never given to another person.`;
    return failed(refusal("username-taken", message, "21 CFR 11.100(a)", { path: "username" }));
  }
  const token = randomness.token();
  const account: Account = {
    userId: person.userId ?? (randomness.randomId() as UserId),
    username: person.username,
    name: person.name,
    passwordHash: null,
    totpSecret: null,
    totpStep: 0,
    failedAttempts: 0,
    lockedUntil: null,
    status: "invited",
    invitationHash: credentials.hashToken(token),
    invitationUntil: later(clock.now(), policy.invitationHours * 3_600_000),
    isAdministrator: person.isAdministrator,
    isDemonstration: person.isDemonstration ?? false,
    oidcSubject: null,
  };
  const { userId, username, name } = account;
  const append = await tellOf(ports, {
    account: userId,
    type: "AccountInvited",
    data: { username, name },
    ...changer,
  });
  await accounts.save(account, append);
  return ok({ userId, token });
}

/** The person sets a password by the invitation's token, which then works no more. */
export async function acceptInvitation(
  ports: PeoplePorts,
  { token, password, source }: { readonly token: string; readonly password: string; readonly source: Source },
): Promise<Result<Account, Refusal>> {
  const { accounts, credentials, clock } = ports;
  const account = await accounts.byInvitation(credentials.hashToken(token));
  if (!account?.invitationUntil || clock.now() > account.invitationUntil) {
    const message = "This invitation is no longer valid. Ask an administrator for a new one.";
    return failed(refusal("invitation-invalid", message, cites, { because: "forbidden" }));
  }
  const weak = weakPassword(ports, account, password);
  if (weak) return failed(weak);
  const accepted: Account = {
    ...account,
    passwordHash: await credentials.hashSecret(password),
    status: "active",
    invitationHash: null,
    invitationUntil: null,
    failedAttempts: 0,
    lockedUntil: null,
  };
  const change = { account: account.userId, by: account.userId, source };
  const append = await tellOf(
    ports,
    { ...change, type: "PasswordChanged", data: { by: "invitation" } },
    { ...change, type: "AccountActivated", data: {} },
  );
  await accounts.save(accepted, append);
  await accounts.endSessionsOf(account.userId);
  return ok(accepted);
}

export async function changePassword(
  ports: PeoplePorts,
  account: Account,
  {
    current,
    wanted,
    keepSession,
    source,
  }: {
    readonly current: string;
    readonly wanted: string;
    readonly keepSession: string;
    readonly source: Source;
  },
): Promise<Result<null, Refusal>> {
  const { accounts, credentials } = ports;
  if (!account.passwordHash || !(await credentials.isSecret(account.passwordHash, current))) {
    return failed(
      refusal("wrong-password", "The current password is not right.", cites, { path: "current" }),
    );
  }
  const weak = weakPassword(ports, account, wanted);
  if (weak) return failed(weak);
  const change = { account: account.userId, by: account.userId, source };
  const append = await tellOf(ports, { ...change, type: "PasswordChanged", data: { by: "owner" } });
  await accounts.save({ ...account, passwordHash: await credentials.hashSecret(wanted) }, append);
  await accounts.endSessionsOf(account.userId, keepSession);
  return ok(null);
}

/** A fresh invitation for somebody who has lost password or second factor; both are gone with it. */
export async function inviteAgain(
  ports: PeoplePorts,
  user: UserId,
  changer: Changer,
): Promise<Result<{ readonly token: string }, Refusal>> {
  const { accounts, credentials, clock, randomness, policy } = ports;
  const account = await accounts.byId(user);
  if (!account) return failed(noAccount());
  const token = randomness.token();
  const append = await tellOf(ports, { account: user, type: "AccountInvitedAgain", data: {}, ...changer });
  await accounts.save(
    {
      ...account,
      passwordHash: null,
      totpSecret: null,
      status: "invited",
      invitationHash: credentials.hashToken(token),
      invitationUntil: later(clock.now(), policy.invitationHours * 3_600_000),
    },
    append,
  );
  await accounts.endSessionsOf(user);
  return ok({ token });
}

export type AccountAct = "disable" | "enable" | "unlock";

/** Closes, reopens or unlocks an account. It is never deleted: its name stands beside signatures. */
export async function changeAccount(
  ports: PeoplePorts,
  user: UserId,
  { act, why }: { readonly act: AccountAct; readonly why: string },
  changer: Changer,
): Promise<Result<null, Refusal>> {
  const { accounts } = ports;
  const account = await accounts.byId(user);
  if (!account) return failed(noAccount());
  if (act === "disable" && user === changer.by) {
    return failed(
      refusal("own-account", "You cannot disable your own account. Ask another administrator.", cites),
    );
  }
  const tell = { account: user, ...changer };
  switch (act) {
    case "disable":
      await accounts.save(
        { ...account, status: "disabled" },
        await tellOf(ports, { ...tell, type: "AccountDisabled", data: { why } }),
      );
      await accounts.endSessionsOf(user);
      return ok(null);
    case "enable":
      await accounts.save(
        { ...account, status: account.passwordHash ? "active" : "invited" },
        await tellOf(ports, { ...tell, type: "AccountEnabled", data: { why } }),
      );
      return ok(null);
    case "unlock":
      await accounts.save(
        { ...account, failedAttempts: 0, lockedUntil: null },
        await tellOf(ports, { ...tell, type: "AccountUnlocked", data: {} }),
      );
      return ok(null);
  }
}

function weakPassword({ policy }: PeoplePorts, account: Account, password: string): Refusal | undefined {
  if (password.length < policy.shortestPassword) {
    const message = `Choose a password of at least ${policy.shortestPassword} characters; a sentence is good.`;
    return refusal("password-too-short", message, "ASVS 5.0 6.2.1", { path: "password" });
  }
  const plain = password.toLowerCase();
  if (!plain.includes(account.username.toLowerCase()) && new Set(plain).size >= 6) return undefined;
  const message = "Choose a password that is not made of your username or of a few repeated characters.";
  return refusal("password-too-simple", message, "ASVS 5.0 6.2.11", { path: "password" });
}

function noAccount(): Refusal {
  return refusal("no-such-account", "There is no such account.", cites, { because: "not-found" });
}
