import type { EmergencyCare } from "#design";
import { failed, ok, type Refusal, type Result, refusal, type StudyId } from "#kernel";
import type { Source } from "#ledger";
import { isPermitted } from "#trial";
import type { CommandPorts } from "../command/ports.ts";
import type { Principal } from "../command/principal.ts";
import { tellOf } from "../people/account-events.ts";
import { wrongCredentials } from "../people/attempts.ts";
import type { PeoplePorts } from "../people/ports.ts";
import { principalInStudy } from "../people/principal-in-study.ts";
import { later } from "../people/sessions.ts";
import type { Account, BreakGlass } from "../ports/accounts.ts";
import type { Lists, StudyRow } from "../ports/lists.ts";
import type { StaffDirectory } from "../ports/staff-directory.ts";
import { breakCode, type UnblindingAnswer } from "./break-code.ts";
import { readBreakGlassCode } from "./break-glass-code.ts";
import { findToUnblind, type ToUnblind } from "./find-to-unblind.ts";

export type BreakGlassPorts = CommandPorts &
  PeoplePorts & { readonly lists: Lists; readonly staff: StaffDirectory };

/** What somebody types who cannot sign in: who they are, the printed code, and the numbers on the participant's card. */
export type BreakGlassEntry = {
  readonly username: string;
  readonly code: string;
  /** The protocol's number; it may be left out where somebody breaks codes in one study alone. */
  readonly study: string;
  readonly participant: string;
};

/** What is read before the code is broken. */
export type BreakGlassAdvice = { readonly number: string; readonly care: EmergencyCare | null };

const cites = "ICH E6(R3) 4.1.4; 21 CFR 11.300(d)";

/** Finds the participant and says how to treat without the arm. The printed code stays good. */
export async function adviseByBreakGlass(
  ports: BreakGlassPorts,
  entry: BreakGlassEntry,
): Promise<Result<BreakGlassAdvice, Refusal>> {
  const found = await identify(ports, entry);
  if (!found.ok) return found;
  const { account, whom } = found.value;
  if (found.value.code.usedAt) return failed(usedUp());
  await ports.securityLog.write({ kind: "break-glass-advice", user: account.userId });
  return ok({ number: whom.number, care: whom.care });
}

/**
 * Breaks one participant's code by a printed one-time code, whatever has become of the password, the second factor or a lock: exactly what
 * the person might do signed in, at the sites where they may do it today. It begins no session, and the code is then used up.
 */
export async function breakCodeByBreakGlass(
  ports: BreakGlassPorts,
  entry: BreakGlassEntry,
  { body, commandId, source }: { readonly body: object; readonly commandId: string; readonly source: Source },
): Promise<UnblindingAnswer> {
  const found = await identify(ports, entry);
  if (!found.ok) return found;
  const { account, code, study, principal, whom } = found.value;
  const taken = await takeCode(ports, account, code, study.studyId, commandId, source);
  if (!taken) return failed(usedUp());
  await ports.securityLog.write({ kind: "break-glass-used", user: account.userId });
  return breakCode(ports, {
    study: study.studyId,
    subjectId: whom.participantId,
    principal,
    source,
    body: { ...body, commandId },
    deviceUse: "own",
    breakGlass: true,
  });
}

/** Uses the code up before anything is done; the command that used it may be sent again, for its answer may have been lost. */
async function takeCode(
  ports: BreakGlassPorts,
  { userId }: Account,
  { selector, usedFor }: BreakGlass,
  study: StudyId,
  command: string,
  source: Source,
): Promise<boolean> {
  if (usedFor !== null) return usedFor === command;
  const change = {
    account: userId,
    type: "BreakGlassCodeUsed",
    data: { study },
    by: userId,
    source,
  } as const;
  const use = { selector, command, at: ports.clock.now() };
  return ports.accounts.spendBreakGlass(userId, use, await tellOf(ports, change));
}

type Identified = {
  readonly account: Account;
  readonly code: BreakGlass;
  readonly study: StudyRow;
  readonly principal: Principal;
  readonly whom: ToUnblind;
};

async function identify(
  ports: BreakGlassPorts,
  entry: BreakGlassEntry,
): Promise<Result<Identified, Refusal>> {
  const proven = await proveByCode(ports, entry);
  if (!proven.ok) return proven;
  const { account } = proven.value;
  const studies = await studiesOf(ports, account, entry.study);
  for (const { study, principal } of studies) {
    const whom = await findToUnblind(
      { ...ports, lists: ports.lists },
      { study: study.studyId, principal },
      entry.participant,
    );
    if (whom.ok && whom.value.randomizationNumber !== null)
      return ok({ ...proven.value, study, principal, whom: whom.value });
  }
  await ports.securityLog.write({ kind: "break-glass-not-found", user: account.userId });
  const message =
    "There is no randomized participant of that number in that study at a site where you may break a code today. Look at the numbers on the participant's card.";
  return failed(refusal("not-found", message, cites, { because: "not-found", path: "participant" }));
}

/**
 * Whether the code is the person's. Wrong ones are counted for each username, apart from the lock of the account, so that neither lock
 * stands in the way; whoever has the paper, and so the beginning of the code, is let through to be judged whatever others tried.
 */
async function proveByCode(
  ports: BreakGlassPorts,
  { username, code: typed }: BreakGlassEntry,
): Promise<Result<Pick<Identified, "account" | "code">, Refusal>> {
  const { accounts, credentials } = ports;
  const account = await accounts.byUsername(username.trim());
  const known = account && (await accounts.breakGlassOf(account.userId));
  const read = readBreakGlassCode(typed);
  const hasPaper = known !== undefined && read?.selector === known.selector;
  const no = await countAttempt(ports, `${hasPaper ? "with" : "without"} paper ${username}`);
  if (no) return failed(no);
  if (account?.status === "active" && hasPaper && (await credentials.isSecret(known.secretHash, read.secret)))
    return ok({ account, code: known });
  const user = account ? { user: account.userId } : {};
  await ports.securityLog.write({ kind: "break-glass-refused", ...user });
  return failed(wrongCredentials());
}

async function countAttempt(
  { accounts, clock, credentials, policy, securityLog }: BreakGlassPorts,
  whose: string,
): Promise<Refusal | undefined> {
  const stranger = credentials.hashToken(`break-glass ${whose.trim().toLowerCase()}`).slice(0, 4);
  const now = clock.now();
  const lockedUntil = later(now, policy.lockMinutes * 60_000);
  const limit = { most: mostAttempts, now, lockedUntil };
  const counted = await accounts.countAttempt({ stranger }, limit);
  if (counted.counted) return undefined;
  await securityLog.write({ kind: "break-glass-limited" });
  const message =
    "Too many attempts in a short time. Use the sealed sheet of the participant, or telephone the 24-hour line.";
  return refusal("too-many-attempts", message, cites, { because: "forbidden" });
}

// More than somebody in a hurry mistypes, and far from guessing 100 bits.
const mostAttempts = 20;

/** The studies in which somebody may break codes today, by the protocol's number or name where one was typed. */
async function studiesOf(
  ports: BreakGlassPorts,
  account: Account,
  typed: string,
): Promise<readonly { readonly study: StudyRow; readonly principal: Principal }[]> {
  const grants = await ports.staff.grantsOf(account.userId);
  const studies = await ports.lists.studies([...new Set(grants.map(({ study }) => study))]);
  const wanted = typed.trim().toLowerCase();
  const named = studies.filter(
    ({ protocolId, name }) =>
      wanted === "" || protocolId.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  const possible = await Promise.all(
    named.map(async (study) => {
      const signedIn = { account, session: { handedOver: null } };
      return { study, principal: await principalInStudy(ports, signedIn, study.studyId) };
    }),
  );
  const able = possible.filter(({ principal }) =>
    principal.standings.some(({ role }) => isPermitted(role, "break-code")),
  );
  return wanted === "" && able.length > 1 ? [] : able;
}

function usedUp(): Refusal {
  const message =
    "This printed code was used. It works once: use the sealed sheet of the participant, telephone the 24-hour line, or sign in.";
  return refusal("break-glass-used", message, cites, { because: "forbidden" });
}
