import type { CalendarDate, StudyId, UserId } from "#kernel";
import { standingsOf } from "#trial";
import type { Principal } from "../command/principal.ts";
import type { Account, Session } from "../ports/accounts.ts";
import type { Clock } from "../ports/platform.ts";
import type { StaffDirectory } from "../ports/staff-directory.ts";

/** What a person may act as in a study, today. No standing at all: for them the study is not there. */
export async function principalInStudy(
  { staff, clock }: { readonly staff: StaffDirectory; readonly clock: Clock },
  { account, session }: { readonly account: Account; readonly session: Pick<Session, "handedOver"> },
  study: StudyId,
): Promise<Principal> {
  const { handedOver } = session;
  const person = {
    user: account.userId,
    name: account.name,
    isInstanceAdministrator: account.isAdministrator,
  };
  if (handedOver) {
    const standings =
      handedOver.study === study ? [{ role: "participant" as const, sites: [handedOver.site] }] : [];
    return { ...person, standings, handedOver };
  }
  return { ...person, ...(await rolesIn({ staff, clock }, account.userId, study)) };
}

/** What somebody may act as in a study, today, and every role that they have or had in it. */
export async function rolesIn(
  { staff, clock }: { readonly staff: StaffDirectory; readonly clock: Clock },
  user: UserId,
  study: StudyId,
): Promise<Required<Pick<Principal, "standings" | "grants">>> {
  const today = clock.now().slice(0, 10) as CalendarDate;
  const grants = (await staff.grantsOf(user)).filter((grant) => grant.study === study);
  return { standings: standingsOf(grants, today), grants };
}
