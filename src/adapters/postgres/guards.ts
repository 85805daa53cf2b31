import type { Pool } from "pg";
import type { Guards } from "#usecases";

const appendOnly = [
  "ledger.event",
  "ledger.refused_command",
  "ledger.checkpoint",
  "ledger.checkpoint_change",
  "vault.identity",
  "sealed.event",
  "security.log",
];

type Found = { readonly missing: string };

// Each query gives a sentence for every guard that is not where the migrations put it.
const guards = {
  triggers: `
    SELECT format('Nothing refuses to change %s: its trigger %s is missing or switched off.', guarded, wanted) AS missing
      FROM unnest($1::text[]) guarded, (VALUES ('append_only'), ('never_truncated')) t (wanted)
      WHERE NOT EXISTS (
        SELECT FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
          WHERE g.tgrelid = guarded::regclass AND g.tgname = wanted AND g.tgenabled IN ('O', 'A')
            AND p.pronamespace IN ('ledger'::regnamespace, 'security'::regnamespace) AND p.prosrc LIKE '%RAISE EXCEPTION%')`,
  rowSecurity: `
    SELECT format('Row-level security is switched off for %s.', c.oid::regclass) AS missing
      FROM pg_class c WHERE c.relkind = 'r' AND NOT c.relrowsecurity
        AND c.relnamespace IN ('ledger'::regnamespace, 'projection'::regnamespace, 'vault'::regnamespace, 'sealed'::regnamespace)`,
  body: `
    SELECT 'The view ledger.event_body shows something else than the events.' AS missing
      WHERE regexp_replace(regexp_replace(pg_get_viewdef('ledger.event_body'::regclass), '[\\s()]+|event\\.', '', 'g'), '^SELECT', '')
        <> 'study_id,stream_id,version,hash,canonical::jsonbASbodyFROMledger.event;'`,
  role: `
    SELECT format('The application runs as %s, which may walk round every guard.', current_user) AS missing
      FROM pg_roles r WHERE r.rolname = current_user AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR EXISTS (
        SELECT FROM pg_class c WHERE c.relnamespace = 'ledger'::regnamespace AND pg_has_role(current_user, c.relowner, 'MEMBER')))`,
} as const;

/** What the migrations have put round the tables, as it stands now. */
export function postgresGuards(app: Pool, maintenance: Pool): Guards {
  return {
    missing: async () => {
      const found = await Promise.all([
        maintenance.query<Found>(guards.triggers, [appendOnly]),
        maintenance.query<Found>(guards.rowSecurity),
        maintenance.query<Found>(guards.body),
        app.query<Found>(guards.role),
      ]);
      return found.flatMap(({ rows }) => rows.map(({ missing }) => missing));
    },
  };
}
