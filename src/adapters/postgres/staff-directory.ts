import type { Pool } from "pg";
import type { Role } from "#design";
import type { CalendarDate, SiteId, StudyId } from "#kernel";
import type { StaffDirectory } from "#usecases";

type Row = {
  readonly study_id: StudyId;
  readonly role: Role;
  readonly site_id: SiteId | null;
  readonly starts_on: CalendarDate;
  readonly ends_on: CalendarDate | null;
};

/** The roles of a person in all studies, through the one function that may look across studies. */
export function postgresStaffDirectory(pool: Pool): StaffDirectory {
  return {
    grantsOf: async (user) => {
      const { rows } = await pool.query<Row>({
        name: "grants-of",
        text: "SELECT * FROM people.studies_of($1)",
        values: [user],
      });
      return rows.map(({ study_id, role, site_id, starts_on, ends_on }) => ({
        study: study_id,
        role,
        from: starts_on,
        ...(site_id ? { siteId: site_id } : {}),
        ...(ends_on ? { until: ends_on } : {}),
      }));
    },
  };
}
