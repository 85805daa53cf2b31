import type { Pool } from "pg";

/**
 * Every event of the ledger, transaction after transaction: in which role, what, and about which form or visit, as
 * `site-coordinator FormSubmitted demographics`. Drafts of one form that follow one another count once: how many there are is the
 * network's affair.
 */
export async function happeningsIn(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ said: string }>(
    `SELECT concat_ws(' ', body #>> '{actor,role}', body ->> 'type', about) AS said
       FROM ledger.event_body JOIN ledger.event e USING (study_id, stream_id, version),
            LATERAL (SELECT coalesce(body #>> '{data,formKey}', body #>> '{data,target,id}') AS id) whole,
            LATERAL (SELECT coalesce(nullif(split_part(id, '/', 2), ''), body #>> '{data,visitId}') AS about) part
       ORDER BY e.xmin::text::bigint, stream_id, version`,
  );
  const said = rows.map((row) => row.said);
  return said.filter((one, at) => !one.includes(" ItemsDrafted ") || one !== said[at - 1]);
}
