import { millisecondsOf } from "#kernel";
import type { Session } from "../ports/accounts.ts";
import type { PeoplePorts } from "./ports.ts";

/** What was asked of a browser: to use a passkey, to make one, or to show a code of a new app. */
export type ChallengeKind = "use-passkey" | "make-passkey" | "add-app";

/** Keeps, with the session, what was asked last, so that only the answer to it is taken. */
export async function keepChallenge(
  { accounts, clock }: PeoplePorts,
  { tokenHash }: Session,
  kind: ChallengeKind,
  value: string,
): Promise<void> {
  await accounts.setChallenge(tokenHash, `${kind} ${millisecondsOf(clock.now())} ${value}`);
}

/** The challenge, if that is what was asked, and not too long ago. It is then gone. */
export async function takeChallenge(
  { accounts, clock, policy }: PeoplePorts,
  { tokenHash }: Session,
  kind: ChallengeKind,
): Promise<string | undefined> {
  const [kept, asked, value] = (await accounts.takeChallenge(tokenHash))?.split(" ") ?? [];
  const age = millisecondsOf(clock.now()) - Number(asked);
  return kept === kind && age <= policy.pendingMinutes * 60_000 ? value : undefined;
}
