import type { StudyId } from "#kernel";
import type { SiteState, StaffState, StudyState } from "#trial";
import type { WantedRow } from "./changed-rows.ts";
import { credentialTaskRows } from "./credential-tasks.ts";
import { offlineTaskRows } from "./offline-tasks.ts";

export function studyRows(study: StudyId, state: StudyState): readonly WantedRow[] {
  if (!state.founded) return [];
  const row = {
    study_id: study,
    name: state.name,
    protocol_id: state.protocolId,
    is_demonstration: state.isDemonstration,
    design_version: state.designs.at(-1)?.version ?? null,
    founded_at: state.foundedAt,
  };
  return [{ table: "study", key: study, row }];
}

export function siteRows(study: StudyId, siteId: string, state: SiteState): readonly WantedRow[] {
  if (!state.open) return [];
  const { number, name, country, zone, languages } = state;
  const row = { study_id: study, site_id: siteId, number, name, country, zone, languages };
  return [{ table: "site", key: siteId, row }];
}

export function staffRows(study: StudyId, user: string, staff: StaffState): readonly WantedRow[] {
  const roles = staff.grants.map(({ grantId, role, siteId, from, until }) => ({
    table: "staff_role",
    key: grantId,
    row: {
      study_id: study,
      grant_id: grantId,
      user_id: user,
      role,
      site_id: siteId ?? null,
      starts_on: from,
      ends_on: until ?? null,
    },
  }));
  return [...roles, ...credentialTaskRows(study, user, staff), ...offlineTaskRows(study, user, staff)];
}
