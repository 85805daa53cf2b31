import type { Role } from "#design";
import { addDays, type CalendarDate, type StudyId } from "#kernel";
import type { StaffState } from "#trial";
import type { WantedRow } from "./changed-rows.ts";
import { taskRow } from "./task.ts";

// Time enough to renew a licence before it ends.
const noticeDays = 60;

/** Licences and trainings that end, at each site where the person has a role; one that was renewed is no matter any more. */
export function credentialTaskRows(study: StudyId, user: string, staff: StaffState): readonly WantedRow[] {
  const { credentials, grants, name } = staff;
  return credentials.flatMap(({ credentialId, kind, name: credential, validUntil }) => {
    const isRenewed = credentials.some(
      (other) =>
        other.kind === kind &&
        other.name === credential &&
        (validUntil === undefined || other.validUntil === undefined || other.validUntil > validUntil),
    );
    if (validUntil === undefined || isRenewed) return [];
    const dueOn = addDays(validUntil as CalendarDate, -noticeDays);
    const lasting = grants.filter(({ until }) => until === undefined || until >= dueOn);
    const sites = [...new Set(lasting.map(({ siteId }) => siteId ?? null))];
    return sites.map((site) =>
      taskRow(
        study,
        `${user}/credential/${credentialId}/${site ?? "study"}`,
        { site_id: site, participant_id: null, number: null },
        {
          key: "",
          kind: "credential-ending",
          roles: site === null ? studyKeepers : siteKeepers,
          dueOn,
          lateAfter: validUntil,
          subject: { userId: user, person: name, credential, validUntil },
        },
      ),
    );
  });
}

const studyKeepers: readonly Role[] = ["administrator"];
const siteKeepers: readonly Role[] = ["investigator", "administrator"];
