import type { Role } from "#design";
import { type CalendarDate, failed, ok, type Refusal, type Result, type StudyId } from "#kernel";
import { standingsOf } from "#trial";
import type { Account, Accounts } from "../ports/accounts.ts";
import type { Lists } from "../ports/lists.ts";
import type { Clock } from "../ports/platform.ts";
import type { StaffDirectory } from "../ports/staff-directory.ts";
import { refuseLocked, wrongCredentials } from "./attempts.ts";
import type { PeoplePorts } from "./ports.ts";
import { beginSession } from "./sessions.ts";

/** The password of every demonstration account, asked for by signatures. It is published and protects nothing: the data are invented. */
export const demonstrationPassword = "a demonstration for everyone";

/** Somebody of the demonstration whom a visitor may sign in as, with what they may act as today. */
export type DemonstrationUser = Pick<Account, "username" | "name" | "isAdministrator"> & {
  /** `site` is the name of the site for which the role is granted; null: for the whole study. */
  readonly roles: readonly { readonly role: Role; readonly site: string | null }[];
};

export type DemonstrationPeople = {
  readonly accounts: Pick<Accounts, "list">;
  readonly staff: StaffDirectory;
  readonly lists: Pick<Lists, "sites">;
  readonly clock: Clock;
};

/** Everybody whom a visitor may sign in as; nobody where the instance has no demonstration. */
export async function demonstrationUsers(
  ports: DemonstrationPeople,
  accounts: readonly Account[],
): Promise<readonly DemonstrationUser[]> {
  const nameOfSite = siteNames(ports);
  const users: DemonstrationUser[] = [];
  for (const account of accounts) {
    if (!account.isDemonstration || account.status !== "active") continue;
    const { username, name, isAdministrator } = account;
    users.push({ username, name, isAdministrator, roles: await rolesOf(ports, account, nameOfSite) });
  }
  return users;
}

async function rolesOf(
  { staff, clock }: DemonstrationPeople,
  { userId }: Account,
  nameOfSite: (study: StudyId, site: string) => Promise<string | null>,
): Promise<DemonstrationUser["roles"]> {
  const today = clock.now().slice(0, 10) as CalendarDate;
  const grants = await staff.grantsOf(userId);
  const roles: { readonly role: Role; readonly site: string | null }[] = [];
  for (const study of new Set(grants.map((grant) => grant.study))) {
    for (const { role, sites } of standingsOf(
      grants.filter((grant) => grant.study === study),
      today,
    )) {
      if (sites === "all") roles.push({ role, site: null });
      else for (const site of sites) roles.push({ role, site: await nameOfSite(study, site) });
    }
  }
  return roles;
}

/** Names of sites; those of a study are read once. */
function siteNames({ lists }: DemonstrationPeople): (study: StudyId, site: string) => Promise<string | null> {
  const known = new Map<StudyId, ReadonlyMap<string, string>>();
  return async (study, site) => {
    const names =
      known.get(study) ??
      new Map(
        (await lists.sites({ study, sites: "all" })).map(({ siteId, name }) => [siteId as string, name]),
      );
    known.set(study, names);
    return names.get(site) ?? null;
  };
}

/**
 * Signs in without a password as somebody of the demonstration, whose data are invented. For any other account it is
 * refused in the same words as a wrong password, and noted.
 */
export async function signInToDemonstration(
  ports: PeoplePorts,
  { username, device }: { readonly username: string; readonly device: string },
): Promise<Result<{ readonly token: string }, Refusal>> {
  const account = await ports.accounts.byUsername(username);
  if (!account?.isDemonstration || account.status !== "active") {
    const who = account ? { user: account.userId } : {};
    await ports.securityLog.write({ kind: "demonstration-sign-in-refused", ...who });
    return failed(wrongCredentials());
  }
  const locked = refuseLocked(ports, account);
  if (locked) return failed(locked);
  return ok({ token: await beginSession(ports, account, { pending: false, device }) });
}
