import { failed, type Instant, ok, type Refusal, type Result, refusal } from "#kernel";
import type { Source } from "#ledger";
import { tellOf } from "../people/account-events.ts";
import type { PeoplePorts } from "../people/ports.ts";
import type { Account } from "../ports/accounts.ts";

const cites = "21 CFR 11.300; ICH E6(R3) 4.1.4";

// Crockford's base 32: no letter that is taken for a digit.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const selectorLength = 6;
const secretLength = 20;

/** A printed code in its two parts: what finds it, and the secret of 100 bits. */
export type BreakGlassCode = { readonly selector: string; readonly secret: string };

/**
 * Makes somebody's printed one-time code for emergencies, in the place of any that they had. It is shown this once; what is kept is the
 * argon2id hash of its secret.
 */
export async function issueBreakGlassCode(
  ports: PeoplePorts,
  account: Account,
  { by, source }: { readonly by: Account["userId"]; readonly source: Source },
): Promise<Result<{ readonly code: string; readonly issuedAt: Instant }, Refusal>> {
  if (account.status !== "active") {
    const message = `Cannot make an emergency code for ${account.username}: the account is not in use.`;
    return failed(refusal("account-not-active", message, cites));
  }
  const { accounts, clock, credentials, randomness } = ports;
  const { selector, secret } = codeFrom(randomness.token());
  const issuedAt = clock.now();
  const secretHash = await credentials.hashSecret(secret);
  const change = { account: account.userId, type: "BreakGlassCodeIssued", data: {}, by, source } as const;
  await accounts.setBreakGlass(
    account.userId,
    { selector, secretHash, issuedAt },
    await tellOf(ports, change),
  );
  return ok({ code: printed({ selector, secret }), issuedAt });
}

/** Each letter of a token of 256 bits is one of 64 with the same probability, so that each of the code is one of 32. */
function codeFrom(token: string): BreakGlassCode {
  const base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const letters = [...token].map((letter) => alphabet[base64url.indexOf(letter) % 32] ?? "0");
  const [selector, secret] = [letters.slice(0, selectorLength), letters.slice(selectorLength)];
  return { selector: selector.join(""), secret: secret.slice(0, secretLength).join("") };
}

/** `K7Q2MX-4F9TB-W0ZD3-…`: in groups that are read out and typed. */
function printed({ selector, secret }: BreakGlassCode): string {
  return [selector, ...(secret.match(/.{5}/g) ?? [])].join("-");
}

/** A code as somebody typed it, in whatever case and with whatever between the groups; undefined where it is none. */
export function readBreakGlassCode(typed: string): BreakGlassCode | undefined {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  if (letters.length !== selectorLength + secretLength) return undefined;
  return { selector: letters.slice(0, selectorLength), secret: letters.slice(selectorLength) };
}
