import { type Refusal, refusal } from "#kernel";
import type { Account } from "../ports/accounts.ts";

const cites = "21 CFR 11.100, 11.300";

export function noAccount(): Refusal {
  return refusal("no-such-account", "There is no such account.", cites, { because: "not-found" });
}

export function changedMeanwhile(): Refusal {
  const message = "This account was changed just now by another request. Look at it again before you go on.";
  return refusal("account-changed", message, cites, { because: "conflict" });
}

/** A demonstration account is everybody's: nobody takes it away from the others. */
export function refuseDemonstration({ isDemonstration }: Account): Refusal | undefined {
  if (!isDemonstration) return undefined;
  const message = "This account belongs to the demonstration and stays as it is, for whoever comes next.";
  return refusal("demonstration-account", message, cites);
}

export function refuseWeakPassword(
  { shortestPassword }: { readonly shortestPassword: number },
  { username }: Pick<Account, "username">,
  password: string,
): Refusal | undefined {
  if (password.length < shortestPassword) {
    const message = `Choose a password of at least ${shortestPassword} characters; a sentence is good.`;
    return refusal("password-too-short", message, "ASVS 5.0 6.2.1", { path: "password" });
  }
  const plain = password.toLowerCase();
  if (!plain.includes(username.toLowerCase()) && new Set(plain).size >= 6) return undefined;
  const message = "Choose a password that is not made of your username or of a few repeated characters.";
  return refusal("password-too-simple", message, "ASVS 5.0 6.2.11", { path: "password" });
}
