-- What tells the arms: the seed, the list, the allocations and the kit map, as ciphertext, in a schema, a chain and behind a login of their
-- own. The key is in no database. vigil_sealed runs randomization, dispensing and unblinding as whole transactions, so that it may do
-- what vigil_app may; vigil_app reaches nothing in here.

CREATE SCHEMA sealed;

CREATE TABLE sealed.stream (
  study_id  text COLLATE "C" NOT NULL,
  stream_id text COLLATE "C" NOT NULL CHECK (stream_id LIKE 'sealed:%'),
  version   integer NOT NULL,
  hash      text NOT NULL,
  PRIMARY KEY (study_id, stream_id)
) WITH (fillfactor = 70);

CREATE TABLE sealed.event (
  study_id  text COLLATE "C" NOT NULL,
  stream_id text COLLATE "C" NOT NULL,
  version   integer NOT NULL,
  hash      text NOT NULL,
  canonical text NOT NULL,
  PRIMARY KEY (study_id, stream_id, version)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON sealed.event
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON sealed.event
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

ALTER TABLE sealed.stream ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealed.event ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_study ON sealed.stream USING (study_id = current_setting('vigil.study', true));
CREATE POLICY own_study ON sealed.event USING (study_id = current_setting('vigil.study', true));
CREATE POLICY maintenance ON sealed.stream TO vigil_maintenance USING (true) WITH CHECK (true);
CREATE POLICY maintenance ON sealed.event TO vigil_maintenance USING (true) WITH CHECK (true);

-- Reads sealed streams as ledger.read reads the others.
CREATE FUNCTION sealed.read(study text, streams text[], known integer[])
  RETURNS TABLE (stream text, version integer, head text, canonical text, hash text) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('vigil.study', study, true);
  RETURN QUERY
    SELECT s.stream_id, s.version, s.hash, e.canonical, e.hash
      FROM unnest(streams, known) AS wanted(stream, known)
      JOIN sealed.stream s ON s.study_id = study AND s.stream_id = wanted.stream
      LEFT JOIN sealed.event e ON e.study_id = study AND e.stream_id = wanted.stream
        AND e.version > wanted.known AND e.version <= s.version
      ORDER BY s.stream_id, e.version;
END $$;

-- Moves a sealed stream's head and writes its events, three places for each: version, hash and text. No events: it was only read, and must
-- not have moved. Runs in the transaction that writes what is not sealed. Raises VG409 as ledger.append does.
CREATE FUNCTION sealed.append(study text, stream text, expected integer, previous text, head text, events text[])
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  added integer := cardinality(events) / 3;
BEGIN
  PERFORM set_config('vigil.study', study, true);
  IF added = 0 THEN
    PERFORM FROM sealed.stream s WHERE s.study_id = study AND s.stream_id = stream AND s.version = expected FOR SHARE;
    IF expected = 0 THEN
      RETURN;
    END IF;
  ELSIF expected > 0 THEN
    UPDATE sealed.stream s SET version = expected + added, hash = head
      WHERE s.study_id = study AND s.stream_id = stream AND s.version = expected AND s.hash = previous;
  ELSE
    INSERT INTO sealed.stream VALUES (study, stream, added, head) ON CONFLICT DO NOTHING;
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'VG409', MESSAGE = 'The stream has moved.', DETAIL = jsonb_build_object(
      'conflict', stream,
      'version', coalesce((SELECT s.version FROM sealed.stream s WHERE s.study_id = study AND s.stream_id = stream), 0));
  END IF;
  INSERT INTO sealed.event
    SELECT study, stream, events[at]::integer, events[at + 1], events[at + 2] FROM generate_series(1, cardinality(events), 3) at;
END $$;

REVOKE ALL ON FUNCTION sealed.read(text, text[], integer[]), sealed.append(text, text, integer, text, text, text[]) FROM PUBLIC;

GRANT USAGE ON SCHEMA sealed, ledger, projection, people, security, vault, public TO vigil_sealed;
GRANT SELECT, INSERT ON sealed.event TO vigil_sealed;
GRANT SELECT, INSERT, UPDATE ON sealed.stream TO vigil_sealed;
GRANT EXECUTE ON FUNCTION sealed.read(text, text[], integer[]), sealed.append(text, text, integer, text, text, text[]) TO vigil_sealed;
GRANT SELECT, INSERT ON ledger.event, ledger.refused_command TO vigil_sealed;
GRANT SELECT ON ledger.event_body, public.vigil_migration TO vigil_sealed;
GRANT SELECT, INSERT, UPDATE ON ledger.stream TO vigil_sealed;
GRANT INSERT ON ledger.outbox TO vigil_sealed;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA projection TO vigil_sealed;

-- Checkpoints, verification and copies cover what is sealed as they cover the rest: as ciphertext.
GRANT USAGE ON SCHEMA sealed TO vigil_maintenance;
GRANT SELECT ON sealed.event, sealed.stream TO vigil_maintenance;
GRANT INSERT ON sealed.event TO vigil_maintenance;
GRANT INSERT, UPDATE ON sealed.stream TO vigil_maintenance;
