import { z } from "zod";
import { failed, type Refusal, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import type { GuessSlot } from "./events.ts";

const cites = "ICH E9 5.1, 2.3.1; protocol, unblinding";

/** What planned unblinding rests on: whether the database is locked, and whose guesses are still open. */
export type PlannedUnblinding = {
  readonly isLocked: boolean;
  readonly outstanding: readonly { readonly number: string; readonly guesses: readonly GuessSlot[] }[];
};

/** No arm before the lock, and no lock without the guesses: once somebody knows, nobody can guess any more. */
export function refusePlannedUnblinding({ isLocked, outstanding }: PlannedUnblinding): Refusal | undefined {
  if (!isLocked) {
    const message = "Cannot unblind the study: the study is not locked. Lock its data first.";
    return refusal("study-not-locked", message, cites);
  }
  const open = outstanding.filter(({ guesses }) => guesses.length > 0);
  if (open.length === 0) return undefined;
  const some = open.slice(0, 5).map(({ number, guesses }) => `${number} (${guesses.length})`);
  const more = open.length > 5 ? ` and ${open.length - 5} more` : "";
  const message = `Cannot unblind the study: guesses are neither given nor recorded as missing with a reason for ${some.join(", ")}${more}.`;
  return refusal("guesses-outstanding", message, cites);
}

/** The planned unblinding. Nothing locks a study yet, so that it is always refused. */
export const unblindStudy = defineCommand({
  type: "unblind-study",
  subject: "study",
  merge: "adds",
  needsReauthentication: true,
  data: z.strictObject({}),
  decide: () => {
    const no = refusePlannedUnblinding({ isLocked: false, outstanding: [] });
    if (no) return failed(no);
    throw new Error("A study was unblinded by plan, for which there is no event yet.");
  },
});
