-- Accounts, their second factors, sessions, and the log of what was refused at the door.
-- What happens to an account is also an event in the instance's ledger; here lies only what must be looked up.

CREATE SCHEMA people;

CREATE TABLE people.account (
  user_id          text PRIMARY KEY,
  username         text NOT NULL,
  name             text NOT NULL,
  -- argon2id, PHC string; null until the person has set one
  password_hash    text,
  -- sealed under the instance's key
  totp_secret      text,
  -- the last time step used, so that no code works twice
  totp_step        bigint NOT NULL DEFAULT 0,
  failed_attempts  integer NOT NULL DEFAULT 0,
  locked_until     timestamptz,
  status           text NOT NULL CHECK (status IN ('invited', 'active', 'disabled')),
  invitation_hash  text,
  invitation_until timestamptz,
  is_administrator boolean NOT NULL DEFAULT false,
  is_demonstration boolean NOT NULL DEFAULT false,
  oidc_subject     text UNIQUE
);
CREATE UNIQUE INDEX account_by_username ON people.account (lower(username));

CREATE TABLE people.passkey (
  credential_id text PRIMARY KEY,
  user_id       text NOT NULL REFERENCES people.account,
  public_key    bytea NOT NULL,
  counter       bigint NOT NULL,
  transports    text[] NOT NULL DEFAULT '{}',
  label         text NOT NULL,
  created_at    timestamptz NOT NULL
);

CREATE TABLE people.session (
  token_hash   text PRIMARY KEY,
  user_id      text NOT NULL REFERENCES people.account,
  created_at   timestamptz NOT NULL,
  seen_at      timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  -- what this session is limited to: null, or the one form that a handed-over device shows
  handed_over  jsonb,
  -- a sign-in that still waits for its second factor
  pending      boolean NOT NULL DEFAULT false,
  challenge    text,
  device       text NOT NULL DEFAULT ''
);
CREATE INDEX session_by_user ON people.session (user_id);

CREATE SCHEMA security;
CREATE TABLE security.log (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL,
  kind     text NOT NULL,
  user_id  text,
  route    text NOT NULL DEFAULT '',
  detail   jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX log_by_time ON security.log (at);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON security.log
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON security.log
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
