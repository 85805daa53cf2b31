import type { Pool, QueryResultRow } from "pg";
import type { Lists, Scope } from "#usecases";
import { kitLists } from "./kit-lists.ts";
import { withScope } from "./ledger/event-store.ts";
import { reportLists } from "./report-lists.ts";
import { securityLists } from "./security-lists.ts";
import { sessionLists } from "./session-lists.ts";

const unblindingsText = `SELECT unblinding_id AS "unblindingId", at_site AS "siteId", participant_id AS "participantId", number, kind,
  occurred_at AS "occurredAt", recorded_at AS "recordedAt", by_user AS "by", by_role AS "role", facts
  FROM projection.unblinding WHERE study_id = $1 ORDER BY occurred_at DESC, unblinding_id`;

/** Reads the projections. Each query names its columns as the port does, so that a row needs no translation. */
export function postgresLists(pool: Pool): Lists {
  const within = <Row extends QueryResultRow>(
    scope: Scope,
    text: string,
    more: readonly unknown[] = [],
  ): Promise<readonly Row[]> =>
    withScope(pool, scope, async (client) => (await client.query<Row>(text, [scope.study, ...more])).rows);
  return {
    studies: async (ids) => {
      const rows = await Promise.all(
        ids.map((study) =>
          within<never>(
            { study, sites: "all" },
            `SELECT study_id AS "studyId", name, protocol_id AS "protocolId", is_demonstration AS "isDemonstration",
              design_version AS "designVersion" FROM projection.study WHERE study_id = $1`,
          ),
        ),
      );
      return rows.flat();
    },
    sites: (scope) =>
      within(
        scope,
        `SELECT site_id AS "siteId", number, name, country, zone, languages FROM projection.site WHERE study_id = $1 ORDER BY number`,
      ),
    participants: (scope) =>
      within(
        scope,
        `SELECT participant_id AS "participantId", site_id AS "siteId", number, stage, stage_since AS "stageSince",
          design_version AS "designVersion", first_contact AS "firstContact", fail_reasons AS "failReasons", language, consent, course, randomized
          FROM projection.participant WHERE study_id = $1 ORDER BY number NULLS LAST, first_contact, participant_id`,
      ),
    tasks: (scope) =>
      within(
        scope,
        `SELECT task_id AS "taskId", site_id AS "siteId", participant_id AS "participantId", number, kind, roles,
          due_on AS "dueOn", late_after AS "lateAfter", subject
          FROM projection.task WHERE study_id = $1 ORDER BY due_on NULLS LAST, number, task_id`,
      ),
    queries: (scope) =>
      within(
        scope,
        `SELECT query_id AS "queryId", site_id AS "siteId", participant_id AS "participantId", number, form_key AS "formKey",
          item_path AS "itemPath", state, opened_at AS "openedAt", opened_by AS "openedBy"
          FROM projection.query WHERE study_id = $1 ORDER BY opened_at DESC, query_id`,
      ),
    deviations: (scope) =>
      within(
        scope,
        `SELECT deviation_id AS "deviationId", site_id AS "siteId", participant_id AS "participantId", number, category,
          importance, state, occurred_at AS "occurredAt"
          FROM projection.deviation WHERE study_id = $1 ORDER BY occurred_at DESC, deviation_id`,
      ),
    unblindings: (scope) => within(scope, unblindingsText),
    staff: (scope) =>
      within(
        scope,
        `SELECT grant_id AS "grantId", user_id AS "userId", role, site_id AS "siteId", starts_on AS "from", ends_on AS "until"
          FROM projection.staff_role WHERE study_id = $1 ORDER BY role, starts_on, grant_id`,
      ),
    ratingsOf: (study, rater) =>
      within(
        { study, sites: "all" },
        `SELECT handle, state, pseudonym, language, form_id AS "formId", starts_at AS "startsAt"
          FROM projection.rating WHERE study_id = $1 AND rater_id = $2 ORDER BY starts_at, handle COLLATE "C"`,
        [rater],
      ),
    refused: (scope, user, since) =>
      within(
        scope,
        `SELECT to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, answer,
          command_type AS "type", subject_id AS "subjectId"
          FROM ledger.refused_command WHERE study_id = $1 AND user_id = $2 AND recorded_at > $3
          ORDER BY recorded_at DESC LIMIT 50`,
        [user, since],
      ),
    ...{ ...kitLists(pool), ...sessionLists(pool), ...reportLists(pool) },
    ...securityLists(pool),
  };
}
