import type { Pool } from "pg";
import { instantOf, type UserId } from "#kernel";
import type { Accounts, Passkey } from "#usecases";
import { appendWithin } from "../ledger/event-store.ts";
import { together } from "./together.ts";

type PasskeyRow = {
  readonly credential_id: string;
  readonly user_id: UserId;
  readonly public_key: Buffer;
  readonly counter: string;
  readonly transports: readonly string[];
  readonly label: string;
  readonly created_at: Date;
};

/** The public halves of people's passkeys. */
export function passkeys(
  pool: Pool,
): Pick<Accounts, "passkeysOf" | "addPasskey" | "countUse" | "removePasskey"> {
  return {
    passkeysOf: async (user) => {
      const text = "SELECT * FROM people.passkey WHERE user_id = $1 ORDER BY created_at";
      return (await pool.query<PasskeyRow>(text, [user])).rows.map(readPasskey);
    },
    addPasskey: (passkey, append) =>
      together(pool, async (client) => {
        const { credentialId, userId, publicKey, counter, transports, label, createdAt } = passkey;
        await client.query(
          `INSERT INTO people.passkey (credential_id, user_id, public_key, counter, transports, label, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [credentialId, userId, Buffer.from(publicKey), counter, transports, label, createdAt],
        );
        await appendWithin(client, append);
      }),
    countUse: async ({ credentialId, counter }) => {
      await pool.query("UPDATE people.passkey SET counter = greatest(counter, $2) WHERE credential_id = $1", [
        credentialId,
        counter,
      ]);
    },
    removePasskey: (user, credentialId, append) =>
      together(pool, async (client) => {
        const text = "DELETE FROM people.passkey WHERE user_id = $1 AND credential_id = $2";
        await client.query(text, [user, credentialId]);
        await appendWithin(client, append);
      }),
  };
}

function readPasskey(row: PasskeyRow): Passkey {
  return {
    credentialId: row.credential_id,
    userId: row.user_id,
    publicKey: new Uint8Array(row.public_key),
    counter: Number(row.counter),
    transports: row.transports,
    label: row.label,
    createdAt: instantOf(row.created_at.getTime()),
  };
}
