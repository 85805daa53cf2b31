import { failed, type Refusal, type Result, refusal } from "#kernel";
import type { Source } from "#ledger";
import { systemUser } from "../command/principal.ts";
import type { Account } from "../ports/accounts.ts";
import { acceptInvitation, invite } from "./accounts.ts";
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
  if ((await ports.accounts.count()) > 0) {
    const message = "This instance is set up already. Ask its administrator for an account.";
    return failed(refusal("set-up-already", message, "21 CFR 11.10(d)", { because: "not-found" }));
  }
  const invited = await invite(ports, { username, name, isAdministrator: true }, { by: systemUser, source });
  if (!invited.ok) return invited;
  return acceptInvitation(ports, { token: invited.value.token, password, source });
}
