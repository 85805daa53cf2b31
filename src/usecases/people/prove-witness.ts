import { failed, ok, type Refusal, type Result, refusal, type StudyId } from "#kernel";
import type { WitnessProof } from "../command/witness.ts";
import type { StaffDirectory } from "../ports/staff-directory.ts";
import { attempt, clearAttempts } from "./attempts.ts";
import type { PeoplePorts } from "./ports.ts";
import { rolesIn } from "./principal-in-study.ts";
import { factorsOf, isCode } from "./proof.ts";
import { nobodysHash } from "./sign-in.ts";

/** What the second person of an act gives: they sign in place, on somebody else's session. */
export type WitnessCredentials = {
  readonly username: string;
  readonly password: string;
  readonly code?: string | undefined;
};

/**
 * Whether the second person is who they say: by their password, and their code where they have an app. The same words whatever is wrong,
 * and a wrong proof counts as a wrong attempt of whose name was given.
 */
export async function proveWitness(
  ports: PeoplePorts & { readonly staff: StaffDirectory },
  study: StudyId,
  { username, password, code }: WitnessCredentials,
): Promise<Result<WitnessProof, Refusal>> {
  const account = await ports.accounts.byUsername(username);
  const stranger = ports.credentials.hashToken(username.trim().toLowerCase()).slice(0, 4);
  const tried = await attempt(ports, account ?? { stranger }, async () => {
    const isRight = await ports.credentials.isSecret(account?.passwordHash ?? nobodysHash, password);
    if (!(isRight && account?.passwordHash && account.status === "active")) return undefined;
    const factors = await factorsOf(ports, account);
    if (factors.length === 0) return { account, method: "password" as const };
    const isTheirs = code !== undefined && (await isCode(ports, account, code));
    return isTheirs ? { account, method: "password-and-code" as const } : undefined;
  });
  if (!tried.ok) return failed(tried.error === "wrong" ? notWitnessed() : tried.error);
  const { account: proven, method } = tried.value;
  await clearAttempts(ports, proven);
  const person = { user: proven.userId, name: proven.name, isInstanceAdministrator: proven.isAdministrator };
  return ok({ method, principal: { ...person, ...(await rolesIn(ports, proven.userId, study)) } });
}

function notWitnessed(): Refusal {
  const message =
    "Nothing was done: the witness's name, password or code was not right. A code works once: after one was used, wait for the next.";
  return refusal("witness-not-proven", message, "21 CFR 11.200(a)", {
    because: "forbidden",
    path: "witness",
  });
}
