import type { Pool } from "pg";

/**
 * Every event of the ledger, transaction after transaction: in which role, and what, as `site-coordinator FormSubmitted`. Drafts of one
 * form that follow one another count once: how many there are is the network's affair.
 */
export async function happeningsIn(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ said: string; draft: string | null }>(
    `SELECT concat_ws(' ', body #>> '{actor,role}', body ->> 'type') AS said,
            CASE WHEN body ->> 'type' = 'ItemsDrafted' THEN body #>> '{data,formKey}' END AS draft
       FROM ledger.event_body JOIN ledger.event e USING (study_id, stream_id, version)
       ORDER BY e.xmin::text::bigint, stream_id, version`,
  );
  return rows
    .filter(({ draft }, at) => draft === null || draft !== rows[at - 1]?.draft)
    .map(({ said }) => said);
}
