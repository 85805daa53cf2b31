-- Who the participants are. Each version is sealed under the participant's own key, which lies elsewhere.

CREATE SCHEMA vault;
CREATE TABLE vault.identity (
  study_id       text COLLATE "C" NOT NULL,
  participant_id text COLLATE "C" NOT NULL,
  version        integer NOT NULL CHECK (version > 0),
  sealed         text NOT NULL,
  PRIMARY KEY (study_id, participant_id, version)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON vault.identity
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON vault.identity
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

ALTER TABLE vault.identity ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_site ON vault.identity
  USING (
    study_id = current_setting('vigil.study', true)
    AND current_setting('vigil.sites', true) <> '*'
    AND EXISTS (
      SELECT FROM ledger.stream s
        WHERE s.study_id = identity.study_id AND s.stream_id = 'participant:' || identity.participant_id
    )
  );
