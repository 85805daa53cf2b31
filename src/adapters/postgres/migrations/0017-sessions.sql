-- The sessions of every site: which visit, how far, when. Nothing of what was measured in them.
CREATE TABLE projection.session (
  study_id       text COLLATE "C" NOT NULL,
  session_id     text COLLATE "C" NOT NULL,
  site_id        text NOT NULL,
  participant_id text NOT NULL,
  visit_id       text NOT NULL,
  kind           text NOT NULL,
  status         text NOT NULL,
  opened_at      text NOT NULL,
  dosed_at       text,
  ended_at       text,
  ending         text,
  PRIMARY KEY (study_id, session_id)
);
CREATE INDEX session_by_site ON projection.session (study_id, site_id, opened_at);

ALTER TABLE projection.session ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_sites ON projection.session USING (study_id = current_setting('vigil.study', true) AND ledger.sees_sites(ARRAY[site_id]));
GRANT SELECT, INSERT, UPDATE, DELETE ON projection.session TO vigil_app, vigil_sealed;
GRANT SELECT, INSERT, UPDATE, DELETE ON projection.session TO vigil_maintenance;
CREATE POLICY maintenance ON projection.session TO vigil_maintenance USING (true) WITH CHECK (true);
