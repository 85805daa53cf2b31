-- The append: one event, as most commands write, by a way of its own; heads and events otherwise each in one list; and every
-- projection written by a function of its own, whose statements the database plans once a connection.

-- Appends events to streams, with the heads, the rows of projections and the outbox, in one statement: all
-- of it or nothing.
--
-- heads    six places for each stream, in the order of the ids: its id, how many events it had when it was read, the
--          hash it then ended with, the hash of the newest of the new ones, their number, and the sites that may see
--          it, comma-separated; null where that stays as it is. A number of 0: the stream was only read, and must not
--          have moved.
-- events   four places for each event: its stream, version, hash and text. The first bears the command's id.
-- rows     { table: { put: [row, …], delete: [row, …] } }
--
-- Raises VG409 with { conflict, version } when a stream has moved. A command that was carried out before
-- violates event_by_command.
CREATE FUNCTION ledger.append(
  study text, visible_sites text, heads text[], events text[], command_id text, command_hash text, rows jsonb, outbox jsonb
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  stream   text;
  expected integer;
  added    integer;
BEGIN
  PERFORM set_config('vigil.study', study, true), set_config('vigil.sites', visible_sites, true);

  FOR at IN 1 .. cardinality(heads) BY 6 LOOP
    stream := heads[at];
    expected := heads[at + 1];
    added := heads[at + 4];
    IF expected > 0 AND added > 0 THEN
      UPDATE ledger.stream s
        SET version = expected + added, hash = heads[at + 3],
            sites = CASE WHEN heads[at + 5] IS NULL THEN s.sites ELSE string_to_array(heads[at + 5], ',') END
        WHERE s.study_id = study AND s.stream_id = stream AND s.version = expected AND s.hash = heads[at + 2];
    ELSIF added > 0 THEN
      INSERT INTO ledger.stream VALUES (study, stream, added, heads[at + 3],
          coalesce(string_to_array(nullif(heads[at + 5], ''), ','), '{}'))
        ON CONFLICT DO NOTHING;
    ELSIF expected > 0 THEN
      PERFORM FROM ledger.stream s WHERE s.study_id = study AND s.stream_id = stream AND s.version = expected FOR SHARE;
    ELSE
      CONTINUE;
    END IF;
    IF NOT FOUND THEN
      PERFORM ledger.raise_conflict(study, stream);
    END IF;
  END LOOP;

  FOR at IN 1 .. cardinality(events) BY 4 LOOP
    INSERT INTO ledger.event VALUES (study, events[at], events[at + 1]::integer, events[at + 2], events[at + 3],
      CASE at WHEN 1 THEN append.command_id END, CASE at WHEN 1 THEN append.command_hash END);
  END LOOP;
  IF rows IS NOT NULL THEN
    PERFORM ledger.write_rows(study, rows);
  END IF;
  IF outbox IS NOT NULL THEN
    INSERT INTO ledger.outbox (study_id, topic, payload)
      SELECT study, value ->> 'topic', value -> 'payload' FROM jsonb_array_elements(outbox);
  END IF;
END $$;

-- The same for one event, in half the time.
--
-- reads, known   streams that were only read and must not have moved, in the order of their ids, and how many events each had
-- before         how many of them come before the event's own stream: heads are locked in the order of their ids
CREATE FUNCTION ledger.append_event(
  study text, visible_sites text, stream text, expected integer, previous text, hash text, canonical text, sites text,
  command_id text, command_hash text, reads text[], known integer[], before integer, rows jsonb, outbox jsonb
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  scope text;
BEGIN
  scope := set_config('vigil.study', study, true);
  scope := set_config('vigil.sites', visible_sites, true);
  IF reads IS NOT NULL THEN
    PERFORM ledger.hold(study, reads, known, 1, before);
  END IF;
  IF expected > 0 THEN
    WITH moved AS (
      UPDATE ledger.stream s
        SET version = expected + 1, hash = append_event.hash, sites = coalesce(string_to_array(append_event.sites, ','), s.sites)
        WHERE s.study_id = study AND s.stream_id = stream AND s.version = expected AND s.hash = previous
        RETURNING s.version)
    INSERT INTO ledger.event
      SELECT study, stream, version, append_event.hash, canonical, append_event.command_id, append_event.command_hash FROM moved;
  ELSE
    WITH made AS (
      INSERT INTO ledger.stream VALUES (study, stream, 1, hash, coalesce(string_to_array(nullif(sites, ''), ','), '{}'))
        ON CONFLICT DO NOTHING RETURNING version)
    INSERT INTO ledger.event
      SELECT study, stream, version, append_event.hash, canonical, append_event.command_id, append_event.command_hash FROM made;
  END IF;
  IF NOT FOUND THEN
    PERFORM ledger.raise_conflict(study, stream);
  END IF;
  IF reads IS NULL AND rows IS NULL AND outbox IS NULL THEN
    RETURN;
  END IF;
  IF reads IS NOT NULL THEN
    PERFORM ledger.hold(study, reads, known, before + 1, cardinality(reads));
  END IF;
  IF rows IS NOT NULL THEN
    PERFORM ledger.write_rows(study, rows);
  END IF;
  IF outbox IS NOT NULL THEN
    INSERT INTO ledger.outbox (study_id, topic, payload)
      SELECT study, value ->> 'topic', value -> 'payload' FROM jsonb_array_elements(outbox);
  END IF;
END $$;

-- Makes sure, until the end of the transaction, that streams do not move from where they were read.
CREATE FUNCTION ledger.hold(study text, reads text[], known integer[], first integer, last integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  FOR at IN first .. last LOOP
    IF known[at] > 0 THEN
      PERFORM FROM ledger.stream s WHERE s.study_id = study AND s.stream_id = reads[at] AND s.version = known[at] FOR SHARE;
      IF NOT FOUND THEN
        PERFORM ledger.raise_conflict(study, reads[at]);
      END IF;
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION ledger.raise_conflict(study text, stream text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'VG409', MESSAGE = 'The stream has moved.', DETAIL = jsonb_build_object(
    'conflict', stream,
    'version', coalesce((SELECT s.version FROM ledger.stream s WHERE s.study_id = study AND s.stream_id = stream), 0));
END $$;

-- Puts or removes rows of projections, by the writer of each table.
CREATE FUNCTION ledger.write_rows(study text, rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  target text;
  change jsonb;
BEGIN
  FOR target, change IN SELECT key, value FROM jsonb_each(rows) LOOP
    EXECUTE format('SELECT projection.%I($1, $2)', 'write_' || target) USING study, change;
  END LOOP;
END $$;

-- Makes, for every table of projections as it now is, the function that writes it. Runs after every migration.
CREATE FUNCTION ledger.make_row_writers() RETURNS void LANGUAGE plpgsql AS $make$
DECLARE
  target text;
  keys   text[];
  others text[];
BEGIN
  FOR target, keys, others IN
    SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attnum = ANY (i.indkey::smallint[])),
           array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE NOT a.attnum = ANY (i.indkey::smallint[]))
      FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'projection'::regnamespace AND c.relkind = 'r' GROUP BY c.relname
  LOOP
    EXECUTE format($writer$
      CREATE OR REPLACE FUNCTION projection.%1$I(study text, change jsonb) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF change ? 'delete' THEN
          DELETE FROM projection.%2$I p USING jsonb_populate_recordset(NULL::projection.%2$I, change -> 'delete') d
            WHERE p.study_id = study AND %3$s;
        END IF;
        IF change ? 'put' THEN
          INSERT INTO projection.%2$I SELECT d.* FROM jsonb_populate_recordset(NULL::projection.%2$I, change -> 'put') d
            ON CONFLICT (%4$s) DO UPDATE SET %5$s;
        END IF;
      END $$ $writer$,
      'write_' || target, target,
      (SELECT string_agg(format('p.%1$I = d.%1$I', k), ' AND ') FROM unnest(keys) k),
      (SELECT string_agg(format('%I', k), ', ') FROM unnest(keys) k),
      (SELECT string_agg(format('%1$I = excluded.%1$I', o), ', ') FROM unnest(others) o));
  END LOOP;
END $make$;

REVOKE ALL ON FUNCTION ledger.make_row_writers() FROM PUBLIC;

-- What became of a command that was sent before, in one statement.
CREATE FUNCTION ledger.find_command(study text, visible_sites text, command text)
  RETURNS TABLE (became text, asked_by text, hash text, stream text, version integer, answer jsonb) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('vigil.study', study, true), set_config('vigil.sites', visible_sites, true);
  RETURN QUERY
    SELECT 'events', e.canonical::jsonb #>> '{actor,user}', e.command_hash, e.stream_id,
        (SELECT max(b.version) FROM ledger.event_body b WHERE b.study_id = e.study_id AND b.stream_id = e.stream_id
          AND b.version >= e.version AND b.body ->> 'commandId' = command), NULL::jsonb
      FROM ledger.event e WHERE e.study_id = study AND e.command_id = command;
  IF NOT FOUND THEN
    RETURN QUERY
      SELECT 'refused', r.user_id, r.command_hash, NULL::text, NULL::integer, r.answer
        FROM ledger.refused_command r WHERE r.study_id = study AND r.command_id = command;
  END IF;
END $$;
