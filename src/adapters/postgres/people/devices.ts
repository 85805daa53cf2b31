import type { Pool } from "pg";
import { instantOf, type UserId } from "#kernel";
import type { DeviceRegistry, SignerKey } from "#usecases";
import { appendWithin } from "../ledger/event-store.ts";
import { together } from "./together.ts";

type KeyRow = {
  readonly key_id: string;
  readonly device_id: string;
  readonly user_id: UserId;
  readonly public_key: string;
  readonly enrolled_at: Date;
  readonly removed_at: Date | null;
};

/** Devices on which people work without the server. How far one has come is of the whole instance: a device serves several studies. */
export function postgresDevices(pool: Pool): DeviceRegistry {
  const keys = async <Row extends KeyRow>(condition: string, value: string): Promise<readonly Row[]> => {
    const text = `SELECT s.*, d.label FROM people.device_signer s JOIN people.device d USING (device_id)
      WHERE ${condition} ORDER BY s.enrolled_at, s.key_id`;
    return (await pool.query<Row>(text, [value])).rows;
  };
  return {
    device: async (deviceId) => {
      const text = "SELECT label, public_key FROM people.device WHERE device_id = $1";
      const [row] = (await pool.query<{ label: string; public_key: string }>(text, [deviceId])).rows;
      return row && { deviceId, label: row.label, publicKey: row.public_key };
    },
    signerKey: async (keyId) => (await keys("s.key_id = $1", keyId)).map(keyOf)[0],
    signersOn: async (deviceId) => (await keys("s.device_id = $1", deviceId)).map(keyOf),
    keysOf: async (user) => {
      const rows = await keys<KeyRow & { readonly label: string }>("s.user_id = $1", user);
      return rows.map((row) => ({ ...keyOf(row), label: row.label }));
    },
    enroll: ({ deviceId, label, publicKey }, signer, append) =>
      together(pool, async (client) => {
        await client.query(
          "INSERT INTO people.device (device_id, label, public_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
          [deviceId, label, publicKey],
        );
        const known = "SELECT FROM people.device WHERE device_id = $1 AND public_key = $2";
        if ((await client.query(known, [deviceId, publicKey])).rowCount !== 1) return false;
        await client.query(
          `UPDATE people.device_signer SET removed_at = $3
            WHERE device_id = $1 AND user_id = $2 AND removed_at IS NULL AND key_id <> $4`,
          [deviceId, signer.user, signer.enrolledAt, signer.keyId],
        );
        const { rowCount } = await client.query(
          `INSERT INTO people.device_signer (key_id, device_id, user_id, public_key, enrolled_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
          [signer.keyId, deviceId, signer.user, signer.publicKey, signer.enrolledAt],
        );
        if (rowCount === 1) await appendWithin(client, append);
        return rowCount === 1;
      }),
    remove: (keyId, at, append) =>
      together(pool, async (client) => {
        const text =
          "UPDATE people.device_signer SET removed_at = $2 WHERE key_id = $1 AND removed_at IS NULL";
        if ((await client.query(text, [keyId, at])).rowCount === 1) await appendWithin(client, append);
      }),
    progress: async (deviceId) => {
      const text = "SELECT sequence FROM people.device_progress WHERE device_id = $1";
      const { rows } = await pool.query<{ sequence: number }>({
        name: "device-progress",
        text,
        values: [deviceId],
      });
      return rows[0]?.sequence ?? 0;
    },
    advance: async (deviceId, sequence) => {
      await pool.query({
        name: "device-advance",
        text: "SELECT people.advance_device($1, $2)",
        values: [deviceId, sequence],
      });
    },
  };
}

function keyOf({ key_id, device_id, user_id, public_key, enrolled_at, removed_at }: KeyRow): SignerKey {
  return {
    keyId: key_id,
    deviceId: device_id,
    user: user_id,
    publicKey: public_key,
    enrolledAt: instantOf(enrolled_at.getTime()),
    removedAt: removed_at && instantOf(removed_at.getTime()),
  };
}
