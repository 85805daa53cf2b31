-- Attempts on names that no account has are counted and locked like any other, so that the answer does not tell which names
-- there are. Names fall into 65,536 buckets: a flood of invented ones fills no table.
CREATE TABLE people.stranger (
  bucket          text PRIMARY KEY,
  failed_attempts integer NOT NULL,
  locked_until    timestamptz
);
GRANT SELECT, INSERT, UPDATE ON people.stranger TO vigil_app;
