import type { CalendarDate, StudyId } from "#kernel";
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
  const today = clock.now().slice(0, 10) as CalendarDate;
  const grants = (await staff.grantsOf(account.userId)).filter((grant) => grant.study === study);
  return { ...person, standings: standingsOf(grants, today), grants };
}
