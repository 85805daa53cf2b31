-- The ledger: append-only events in hash-chained streams, their heads, checkpoints and answers.
-- Runs as the owner. The application's role may only INSERT and SELECT on what must never change.

CREATE SCHEMA ledger;
CREATE SCHEMA projection;

-- What the current request may see, set for one transaction. Nothing set: nothing seen.
CREATE FUNCTION ledger.sees_sites(sites text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN current_setting('vigil.sites', true) = '*'
    OR sites = '{}'
    OR sites && string_to_array(current_setting('vigil.sites', true), ',');

-- The head of each stream. `sites` are the sites, past and present, that may see it; none: the whole study.
CREATE TABLE ledger.stream (
  study_id  text COLLATE "C" NOT NULL,
  stream_id text COLLATE "C" NOT NULL,
  version   integer NOT NULL,
  hash      text NOT NULL,
  sites     text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (study_id, stream_id)
) WITH (fillfactor = 70);

-- `canonical` is what was hashed; everything else about an event is read from it.
CREATE TABLE ledger.event (
  study_id     text COLLATE "C" NOT NULL,
  stream_id    text COLLATE "C" NOT NULL,
  version      integer NOT NULL,
  hash         text NOT NULL,
  canonical    text NOT NULL,
  -- On the first event of a command: its id, and the hash of what was asked, so that it is carried out once.
  command_id   text COLLATE "C",
  command_hash text,
  PRIMARY KEY (study_id, stream_id, version)
);
CREATE UNIQUE INDEX event_by_command ON ledger.event (study_id, command_id) WHERE command_id IS NOT NULL;

-- The same events, with their content as jsonb.
CREATE VIEW ledger.event_body WITH (security_invoker = true) AS
  SELECT study_id, stream_id, version, hash, canonical::jsonb AS body FROM ledger.event;

-- Commands that were answered without an event: refused ones. Seen again, they get the same answer.
CREATE TABLE ledger.refused_command (
  study_id     text COLLATE "C" NOT NULL,
  command_id   text COLLATE "C" NOT NULL,
  user_id      text NOT NULL,
  command_hash text NOT NULL,
  answer       jsonb NOT NULL,
  recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (study_id, command_id)
);

CREATE TABLE ledger.checkpoint (
  study_id   text COLLATE "C" NOT NULL,
  number     integer NOT NULL,
  checkpoint jsonb NOT NULL,
  signature  text NOT NULL,
  PRIMARY KEY (study_id, number)
);
CREATE TABLE ledger.checkpoint_change (
  study_id  text COLLATE "C" NOT NULL,
  number    integer NOT NULL,
  stream_id text COLLATE "C" NOT NULL,
  version   integer NOT NULL,
  hash      text NOT NULL,
  PRIMARY KEY (study_id, number, stream_id)
);

-- What others must hear of, written with the event and taken by a worker afterwards.
CREATE TABLE ledger.outbox (
  position  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid       xid8 NOT NULL DEFAULT pg_current_xact_id(),
  study_id  text COLLATE "C" NOT NULL,
  topic     text NOT NULL,
  payload   jsonb NOT NULL
);

-- No one rewrites history: not the application, not the owner by accident.
CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The ledger is append-only: % on %.% is refused (21 CFR 11.10(e)).', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE append_only text;
BEGIN
  FOREACH append_only IN ARRAY ARRAY['event', 'refused_command', 'checkpoint', 'checkpoint_change'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger.%I
      FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()', append_only);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON ledger.%I
      FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', append_only);
  END LOOP;
END $$;

-- Sites are kept apart by the database too.
ALTER TABLE ledger.stream ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_sites ON ledger.stream
  USING (study_id = current_setting('vigil.study', true) AND ledger.sees_sites(sites))
  WITH CHECK (study_id = current_setting('vigil.study', true));

ALTER TABLE ledger.event ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_streams ON ledger.event FOR SELECT
  USING (
    study_id = current_setting('vigil.study', true)
    AND EXISTS (
      SELECT FROM ledger.stream s WHERE s.study_id = event.study_id AND s.stream_id = event.stream_id
    )
  );
-- An event is only ever written together with its stream's head, whose own policy knows the sites.
CREATE POLICY own_study ON ledger.event FOR INSERT WITH CHECK (study_id = current_setting('vigil.study', true));

ALTER TABLE ledger.refused_command ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_study ON ledger.refused_command USING (study_id = current_setting('vigil.study', true));
ALTER TABLE ledger.checkpoint ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_study ON ledger.checkpoint USING (study_id = current_setting('vigil.study', true));
ALTER TABLE ledger.checkpoint_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_study ON ledger.checkpoint_change USING (study_id = current_setting('vigil.study', true));
ALTER TABLE ledger.outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY any_study ON ledger.outbox USING (true);
