-- Appends events to streams, with the heads, the rows of projections and the outbox, in one statement: all
-- of it or nothing.
--
-- streams, expected, previous, newest, counts   one place for each stream, in the order of the ids: how many
--               events it had when it was read, the hash it then ended with, the hash and the number of the
--               new ones. A count of 0: the stream was only read, and must not have moved.
-- sites         for each stream the sites that may see it, comma-separated; null where that stays as it is.
-- event_*       one place for each event. The first bears the command's id.
--
-- Raises VG409 with { conflict, version } when a stream has moved. A command that was carried out before
-- violates event_by_command.
CREATE FUNCTION ledger.append(
  study text, visible_sites text,
  streams text[], expected integer[], previous text[], newest text[], counts integer[], sites text[],
  event_streams text[], event_versions integer[], event_hashes text[], event_texts text[],
  command_id text, command_hash text, rows jsonb, outbox jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('vigil.study', study, true), set_config('vigil.sites', visible_sites, true);

  FOR i IN 1 .. cardinality(streams) LOOP
    IF counts[i] = 0 THEN
      PERFORM FROM ledger.stream s
        WHERE s.study_id = study AND s.stream_id = streams[i] AND s.version = expected[i] FOR SHARE;
    ELSIF expected[i] = 0 THEN
      INSERT INTO ledger.stream VALUES (study, streams[i], counts[i], newest[i],
          coalesce(string_to_array(nullif(sites[i], ''), ','), '{}'))
        ON CONFLICT DO NOTHING;
    ELSE
      UPDATE ledger.stream s
        SET version = expected[i] + counts[i], hash = newest[i],
            sites = coalesce(string_to_array(append.sites[i], ','), s.sites)
        WHERE s.study_id = study AND s.stream_id = streams[i] AND s.version = expected[i] AND s.hash = previous[i];
    END IF;
    IF NOT FOUND AND NOT (counts[i] = 0 AND expected[i] = 0) THEN
      PERFORM ledger.raise_conflict(study, streams[i]);
    END IF;
  END LOOP;

  INSERT INTO ledger.event
    SELECT study, event_streams[n], event_versions[n], event_hashes[n], event_texts[n],
           CASE n WHEN 1 THEN append.command_id END, CASE n WHEN 1 THEN append.command_hash END
      FROM generate_series(1, cardinality(event_texts)) n;
  IF rows IS NOT NULL THEN
    PERFORM ledger.write_rows(study, rows);
  END IF;
  IF outbox IS NOT NULL THEN
    INSERT INTO ledger.outbox (study_id, topic, payload)
      SELECT study, value ->> 'topic', value -> 'payload' FROM jsonb_array_elements(outbox);
  END IF;
END $$;

CREATE FUNCTION ledger.raise_conflict(study text, stream text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'VG409', MESSAGE = 'The stream has moved.', DETAIL = jsonb_build_object(
    'conflict', stream,
    'version', coalesce((SELECT s.version FROM ledger.stream s WHERE s.study_id = study AND s.stream_id = stream), 0));
END $$;

-- Puts or removes rows of projections. Only tables of that schema, and only by their primary key.
CREATE FUNCTION ledger.write_rows(study text, rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  target text;
  keys   text[];
  others text[];
BEGIN
  FOR target IN SELECT DISTINCT value ->> 'table' FROM jsonb_array_elements(rows) LOOP
    SELECT array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attnum = ANY (i.indkey::smallint[])),
           array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE NOT a.attnum = ANY (i.indkey::smallint[]))
      INTO keys, others
      FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE i.indrelid = format('projection.%I', target)::regclass AND i.indisprimary;
    EXECUTE format(
      'DELETE FROM projection.%1$I p USING jsonb_array_elements($1) r,
         jsonb_populate_record(NULL::projection.%1$I, r.value -> ''row'') d
         WHERE r.value ->> ''table'' = %1$L AND (r.value ->> ''delete'')::boolean AND p.study_id = $2 AND %2$s',
      target, (SELECT string_agg(format('p.%1$I = d.%1$I', k), ' AND ') FROM unnest(keys) k)) USING rows, study;
    EXECUTE format(
      'INSERT INTO projection.%1$I SELECT d.* FROM jsonb_array_elements($1) r,
         jsonb_populate_record(NULL::projection.%1$I, r.value -> ''row'') d
         WHERE r.value ->> ''table'' = %1$L AND NOT (r.value ->> ''delete'')::boolean
       ON CONFLICT (%2$s) DO UPDATE SET %3$s',
      target, (SELECT string_agg(format('%I', k), ', ') FROM unnest(keys) k),
      (SELECT string_agg(format('%1$I = excluded.%1$I', o), ', ') FROM unnest(others) o)) USING rows;
  END LOOP;
END $$;
