-- What lists and worklists read. Every row comes from events and can be thrown away and rebuilt.
-- Rows that belong to a site carry it; the site sees them and no other site does.

CREATE TABLE projection.study (
  study_id         text COLLATE "C" NOT NULL,
  name             text NOT NULL,
  protocol_id      text NOT NULL,
  is_demonstration boolean NOT NULL,
  design_version   text,
  founded_at       text NOT NULL,
  PRIMARY KEY (study_id)
);

CREATE TABLE projection.site (
  study_id  text COLLATE "C" NOT NULL,
  site_id   text COLLATE "C" NOT NULL,
  number    text NOT NULL,
  name      text NOT NULL,
  country   text NOT NULL,
  zone      text NOT NULL,
  languages text[] NOT NULL,
  PRIMARY KEY (study_id, site_id)
);

CREATE TABLE projection.staff_role (
  study_id   text COLLATE "C" NOT NULL,
  grant_id   text COLLATE "C" NOT NULL,
  user_id    text NOT NULL,
  role       text NOT NULL,
  site_id    text,
  starts_on  text NOT NULL,
  ends_on    text,
  PRIMARY KEY (study_id, grant_id)
);
CREATE INDEX staff_role_by_user ON projection.staff_role (user_id);

CREATE TABLE projection.participant (
  study_id       text COLLATE "C" NOT NULL,
  participant_id text COLLATE "C" NOT NULL,
  site_id        text NOT NULL,
  number         text,
  stage          text NOT NULL,
  stage_since    text NOT NULL,
  design_version text NOT NULL,
  first_contact  text NOT NULL,
  fail_reasons   text[] NOT NULL DEFAULT '{}',
  language       text,
  consent        jsonb NOT NULL,
  PRIMARY KEY (study_id, participant_id)
);
CREATE INDEX participant_by_site ON projection.participant (study_id, site_id, number);

CREATE TABLE projection.task (
  study_id       text COLLATE "C" NOT NULL,
  task_id        text COLLATE "C" NOT NULL,
  site_id        text,
  participant_id text,
  number         text,
  kind           text NOT NULL,
  roles          text[] NOT NULL,
  due_on         text,
  late_after     text,
  subject        jsonb NOT NULL,
  PRIMARY KEY (study_id, task_id)
);
CREATE INDEX task_by_due ON projection.task (study_id, site_id, due_on);
CREATE INDEX task_by_participant ON projection.task (study_id, participant_id);

CREATE TABLE projection.query (
  study_id       text COLLATE "C" NOT NULL,
  query_id       text COLLATE "C" NOT NULL,
  site_id        text NOT NULL,
  participant_id text NOT NULL,
  number         text,
  form_key       text NOT NULL,
  item_path      text NOT NULL,
  state          text NOT NULL,
  opened_at      text NOT NULL,
  opened_by      text NOT NULL,
  PRIMARY KEY (study_id, query_id)
);
CREATE INDEX query_by_state ON projection.query (study_id, state, opened_at);
CREATE INDEX query_by_participant ON projection.query (study_id, participant_id);

CREATE TABLE projection.deviation (
  study_id       text COLLATE "C" NOT NULL,
  deviation_id   text COLLATE "C" NOT NULL,
  site_id        text NOT NULL,
  participant_id text NOT NULL,
  number         text,
  category       text NOT NULL,
  importance     text NOT NULL,
  state          text NOT NULL,
  occurred_at    text NOT NULL,
  PRIMARY KEY (study_id, deviation_id)
);
CREATE INDEX deviation_by_participant ON projection.deviation (study_id, participant_id);

CREATE TABLE projection.rating (
  study_id  text COLLATE "C" NOT NULL,
  handle    text COLLATE "C" NOT NULL,
  rater_id  text NOT NULL,
  state     text NOT NULL,
  pseudonym text NOT NULL,
  language  text NOT NULL,
  form_id   text NOT NULL,
  starts_at text,
  PRIMARY KEY (study_id, handle)
);
CREATE INDEX rating_by_rater ON projection.rating (study_id, rater_id, state);

-- Which participant a rating is of. No rater's request ever reads it.
CREATE TABLE projection.rating_link (
  study_id       text COLLATE "C" NOT NULL,
  handle         text COLLATE "C" NOT NULL,
  participant_id text NOT NULL,
  site_id        text NOT NULL,
  PRIMARY KEY (study_id, handle)
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['study', 'site', 'staff_role', 'rating'] LOOP
    EXECUTE format('ALTER TABLE projection.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_study ON projection.%I USING (study_id = current_setting(''vigil.study'', true))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['participant', 'task', 'query', 'deviation', 'rating_link'] LOOP
    EXECUTE format('ALTER TABLE projection.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_sites ON projection.%I USING (study_id = current_setting(''vigil.study'', true)
      AND (site_id IS NULL OR ledger.sees_sites(ARRAY[site_id])))', name);
  END LOOP;
END $$;

-- Which studies a person has a role in is asked before any study is chosen.
CREATE FUNCTION people.studies_of(who text) RETURNS TABLE (study_id text, role text, site_id text, starts_on text, ends_on text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT r.study_id, r.role, r.site_id, r.starts_on, r.ends_on FROM projection.staff_role r WHERE r.user_id = who
$$;
