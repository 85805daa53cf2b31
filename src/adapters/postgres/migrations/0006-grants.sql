-- vigil_app: what requests run as. Only INSERT and SELECT on what must never change.
-- vigil_maintenance: rebuilds projections, takes checkpoints and verifies; no request can reach it.

GRANT USAGE ON SCHEMA ledger, projection, people, security, vault TO vigil_app;
GRANT SELECT, INSERT ON ledger.event, ledger.refused_command, ledger.checkpoint, ledger.checkpoint_change TO vigil_app;
GRANT SELECT ON ledger.event_body TO vigil_app;
GRANT SELECT, INSERT, UPDATE ON ledger.stream TO vigil_app;
GRANT SELECT, INSERT, DELETE ON ledger.outbox TO vigil_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA projection TO vigil_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON people.account, people.passkey, people.session TO vigil_app;
GRANT SELECT, INSERT ON security.log, vault.identity TO vigil_app;
-- Without the owner at hand, serving asks whether the schema is the newest.
GRANT USAGE ON SCHEMA public TO vigil_app;
GRANT SELECT ON public.vigil_migration TO vigil_app;

GRANT USAGE ON SCHEMA ledger, projection, people, security, vault TO vigil_maintenance;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, projection, security, vault TO vigil_maintenance;
GRANT INSERT ON ledger.event, ledger.refused_command, ledger.checkpoint, ledger.checkpoint_change, ledger.outbox TO vigil_maintenance;
GRANT INSERT, UPDATE ON ledger.stream TO vigil_maintenance;
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA projection TO vigil_maintenance;

DO $$
DECLARE policy record;
BEGIN
  FOR policy IN SELECT schemaname, tablename FROM pg_policies WHERE schemaname IN ('ledger', 'projection', 'vault')
    GROUP BY schemaname, tablename LOOP
    EXECUTE format('CREATE POLICY maintenance ON %I.%I TO vigil_maintenance USING (true) WITH CHECK (true)',
      policy.schemaname, policy.tablename);
  END LOOP;
END $$;
