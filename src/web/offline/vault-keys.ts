import type { DeviceRecord, Unlocked } from "./device-vault.ts";
import { entrySealer, openSealed } from "./entry-sealer.ts";
import type { OutboxKeys } from "./outbox-ports.ts";

/** The outbox's keys on an enrolled device: it seals always, and opens while somebody has unlocked it. */
export function vaultKeys(record: DeviceRecord, unlocked: () => Unlocked | undefined): OutboxKeys {
  const { seal, sealForDevice } = entrySealer(record.server, record.inbox, record.deviceKey.privateKey);
  return {
    seal,
    sealForDevice,
    open: async (sealed, boundTo) => {
      const key = unlocked()?.inboxKey;
      return key && openSealed(sealed, boundTo, record.inbox, key);
    },
  };
}
