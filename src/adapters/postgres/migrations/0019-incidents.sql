-- That there is a confidential report, for those who receive them. `site_id` names no site: whoever works for single sites reaches no row.
CREATE TABLE projection.incident (
  study_id       text COLLATE "C" NOT NULL,
  incident_id    text COLLATE "C" NOT NULL,
  site_id        text NOT NULL,
  participant_id text NOT NULL,
  reported_at    text NOT NULL,
  is_closed      boolean NOT NULL,
  PRIMARY KEY (study_id, incident_id)
);
ALTER TABLE projection.incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_sites ON projection.incident USING (study_id = current_setting('vigil.study', true) AND ledger.sees_sites(ARRAY[site_id]));
GRANT SELECT, INSERT, UPDATE, DELETE ON projection.incident TO vigil_app, vigil_sealed;
GRANT SELECT, INSERT, UPDATE, DELETE ON projection.incident TO vigil_maintenance;
CREATE POLICY maintenance ON projection.incident TO vigil_maintenance USING (true) WITH CHECK (true);
