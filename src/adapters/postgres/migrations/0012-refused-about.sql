-- Of a refused command, what it was and whom or what it was about, so that a worklist can lead back to the place. Never what it said.
ALTER TABLE ledger.refused_command
  ADD COLUMN command_type text,
  ADD COLUMN subject_id text;
CREATE INDEX refused_command_by_user ON ledger.refused_command (study_id, user_id, recorded_at);
