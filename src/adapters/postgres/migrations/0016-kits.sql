-- The kits of every site by their codes, as everybody there may know them: no arm, no lot, no milligram.
CREATE TABLE projection.kit (
  study_id       text COLLATE "C" NOT NULL,
  code           text COLLATE "C" NOT NULL,
  site_id        text NOT NULL,
  shipment_id    text NOT NULL,
  kind           text NOT NULL,
  level          text NOT NULL,
  capsules       integer NOT NULL,
  state          text NOT NULL,
  expires_on     text NOT NULL,
  participant_id text,
  number         text,
  visit_id       text,
  PRIMARY KEY (study_id, code)
);
CREATE INDEX kit_by_site ON projection.kit (study_id, site_id, state);

ALTER TABLE projection.kit ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_sites ON projection.kit USING (study_id = current_setting('vigil.study', true) AND ledger.sees_sites(ARRAY[site_id]));
GRANT SELECT, INSERT, UPDATE, DELETE ON projection.kit TO vigil_app, vigil_sealed;
GRANT SELECT, INSERT, UPDATE, DELETE ON projection.kit TO vigil_maintenance;
CREATE POLICY maintenance ON projection.kit TO vigil_maintenance USING (true) WITH CHECK (true);
