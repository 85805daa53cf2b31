-- Reads streams as they stand, in one statement: for each its head, and the events after the versions that are known
-- already. One that the scope does not reach is left out, as row-level security has it.
--
-- streams, known   one place for each stream: its id, and how many of its events the reader has
--
-- Planned once a connection: the plan is the same for whatever is asked, and to plan anew costs the more the more is known of the tables.
CREATE FUNCTION ledger.read(study text, visible_sites text, streams text[], known integer[])
  RETURNS TABLE (stream text, version integer, head text, canonical text, hash text)
  LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  PERFORM set_config('vigil.study', study, true), set_config('vigil.sites', visible_sites, true);
  RETURN QUERY
    SELECT s.stream_id, s.version, s.hash, e.canonical, e.hash
      FROM unnest(streams, known) AS wanted(stream, known)
      JOIN ledger.stream s ON s.study_id = study AND s.stream_id = wanted.stream
      LEFT JOIN ledger.event e ON e.study_id = study AND e.stream_id = wanted.stream
        AND e.version > wanted.known AND e.version <= s.version
      ORDER BY s.stream_id, e.version;
END $$;
