import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import type { Source } from "#ledger";
import { systemUser } from "../command/principal.ts";
import type { Account } from "../ports/accounts.ts";
import { tellOf } from "./account-events.ts";
import { refuseWeakPassword } from "./account-refusals.ts";
import { activated, invited, newAccount } from "./invitations.ts";
import type { PeoplePorts } from "./ports.ts";

/** Makes the first account of an instance; possible only while there is none. */
export async function setUpFirstAdministrator(
  ports: PeoplePorts,
  {
    username,
    name,
    password,
  }: { readonly username: string; readonly name: string; readonly password: string },
  source: Source,
): Promise<Result<Account, Refusal>> {
  const { accounts, credentials, policy } = ports;
  if ((await accounts.count()) > 0) return failed(setUpAlready());
  const weak = refuseWeakPassword(policy, { username }, password);
  if (weak) return failed(weak);
  const account: Account = {
    ...newAccount(ports, { username, name, isAdministrator: true }),
    passwordHash: await credentials.hashSecret(password),
    status: "active",
  };
  const append = await tellOf(
    ports,
    invited(account, { by: systemUser, source }),
    ...activated(account, source),
  );
  return (await accounts.addFirst(account, append)) ? ok(account) : failed(setUpAlready());
}

function setUpAlready(): Refusal {
  const message = "This instance is set up already. Ask its administrator for an account.";
  return refusal("set-up-already", message, "21 CFR 11.10(d)", { because: "not-found" });
}
