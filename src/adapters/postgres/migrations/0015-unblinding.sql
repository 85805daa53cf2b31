-- Who may see that an arm became known, when and to whom; never which arm. Rows of safety reporting belong to no site: `site_id` then names
-- none, and only those who work for the whole study reach them.
CREATE TABLE projection.unblinding (
  study_id       text COLLATE "C" NOT NULL,
  unblinding_id  text COLLATE "C" NOT NULL,
  site_id        text NOT NULL,
  at_site        text NOT NULL,
  participant_id text NOT NULL,
  number         text,
  kind           text NOT NULL,
  occurred_at    text NOT NULL,
  recorded_at    text NOT NULL,
  by_user        text NOT NULL,
  by_role        text NOT NULL,
  facts          jsonb NOT NULL,
  PRIMARY KEY (study_id, unblinding_id)
);
CREATE INDEX unblinding_by_time ON projection.unblinding (study_id, recorded_at);
ALTER TABLE projection.unblinding ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_sites ON projection.unblinding USING (study_id = current_setting('vigil.study', true)
  AND ledger.sees_sites(ARRAY[site_id]));
CREATE POLICY maintenance ON projection.unblinding TO vigil_maintenance USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON projection.unblinding TO vigil_app, vigil_maintenance, vigil_sealed;

-- A printed one-time code that breaks one participant's code and does nothing else. The selector finds it without telling anything; of the
-- secret there is the argon2id hash alone.
CREATE TABLE people.break_glass (
  user_id     text PRIMARY KEY REFERENCES people.account,
  selector    text NOT NULL,
  secret_hash text NOT NULL,
  issued_at   timestamptz NOT NULL,
  used_at     timestamptz,
  -- the command that it was used for, so that an answer that was lost on the way can be asked for again
  used_for    text
);
GRANT SELECT, INSERT, UPDATE, DELETE ON people.break_glass TO vigil_app;
