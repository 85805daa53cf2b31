-- Devices on which people work and sign without the server: their public keys, and how far each has come.

CREATE TABLE people.device (
  device_id  text COLLATE "C" PRIMARY KEY,
  label      text NOT NULL,
  -- a P-256 point, base64
  public_key text NOT NULL
);

-- The key of one person on one device. One that was removed stays: what it signed before is still to be verified.
CREATE TABLE people.device_signer (
  key_id      text COLLATE "C" PRIMARY KEY,
  device_id   text COLLATE "C" NOT NULL REFERENCES people.device,
  user_id     text NOT NULL REFERENCES people.account,
  public_key  text NOT NULL,
  enrolled_at timestamptz NOT NULL,
  removed_at  timestamptz
);
CREATE INDEX device_signer_by_device ON people.device_signer (device_id);
CREATE INDEX device_signer_by_user ON people.device_signer (user_id);

-- The number of the last command of a device that was carried out.
CREATE TABLE people.device_progress (
  device_id text COLLATE "C" PRIMARY KEY,
  sequence  integer NOT NULL
);

-- Waits for no disk: what of it a crash loses, the device is asked to send again, and is answered as before.
CREATE FUNCTION people.advance_device(device text, number integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO people.device_progress AS p (device_id, sequence) VALUES (device, number)
    ON CONFLICT (device_id) DO UPDATE SET sequence = greatest(p.sequence, excluded.sequence);
END $$;

GRANT SELECT, INSERT ON people.device TO vigil_app;
GRANT SELECT, INSERT, UPDATE ON people.device_signer, people.device_progress TO vigil_app;
