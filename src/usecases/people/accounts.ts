import { failed, ok, type Refusal, type Result, refusal, type UserId } from "#kernel";
import type { Source } from "#ledger";
import type { Account, AccountChanges } from "../ports/accounts.ts";
import { type AccountChange, tellOf } from "./account-events.ts";
import { changedMeanwhile, noAccount, refuseDemonstration, refuseWeakPassword } from "./account-refusals.ts";
import { attempt } from "./attempts.ts";
import type { Changer } from "./invitations.ts";
import type { PeoplePorts } from "./ports.ts";

const cites = "21 CFR 11.100, 11.300";

/** The owner chooses another password. Every other session ends: whoever had the old one has nothing. */
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
  const { accounts, credentials, policy } = ports;
  const demonstration = refuseDemonstration(account);
  if (demonstration) return failed(demonstration);
  const { passwordHash } = account;
  const tried = await attempt(ports, account, async () => {
    return (passwordHash && (await credentials.isSecret(passwordHash, current))) || undefined;
  });
  if (!tried.ok) return failed(tried.error === "wrong" ? wrongPassword() : tried.error);
  const weak = refuseWeakPassword(policy, account, wanted);
  if (weak) return failed(weak);
  const change = { account: account.userId, by: account.userId, source };
  const append = await tellOf(ports, { ...change, type: "PasswordChanged", data: { by: "owner" } });
  const changes = { passwordHash: await credentials.hashSecret(wanted) };
  if (!(await accounts.change(account, changes, append))) return failed(changedMeanwhile());
  await accounts.endSessionsOf(account.userId, keepSession);
  return ok(null);
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
    const message = "You cannot disable your own account. Ask another administrator.";
    return failed(refusal("own-account", message, cites));
  }
  const { changes, tells } = changesBy(account, act, why);
  const append = await tellOf(ports, { account: user, ...changer, ...tells });
  if (!(await accounts.change(account, changes, append))) return failed(changedMeanwhile());
  if (act === "disable") await accounts.endSessionsOf(user);
  return ok(null);
}

function changesBy(
  { passwordHash }: Account,
  act: AccountAct,
  why: string,
): { readonly changes: AccountChanges; readonly tells: Pick<AccountChange, "type" | "data"> } {
  switch (act) {
    case "disable":
      return { changes: { status: "disabled" }, tells: { type: "AccountDisabled", data: { why } } };
    case "enable":
      return {
        changes: { status: passwordHash ? "active" : "invited" },
        tells: { type: "AccountEnabled", data: { why } },
      };
    case "unlock":
      return {
        changes: { failedAttempts: 0, lockedUntil: null },
        tells: { type: "AccountUnlocked", data: {} },
      };
  }
}

function wrongPassword(): Refusal {
  return refusal("wrong-password", "The current password is not right.", cites, { path: "current" });
}
