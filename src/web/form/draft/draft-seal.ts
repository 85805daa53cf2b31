import { deviceState, onDeviceChange } from "../../offline/device-state.ts";
import type { DeviceRecord } from "../../offline/device-vault.ts";
import type { OutboxKeys } from "../../offline/outbox-ports.ts";
import type { SealedForDevice } from "../../offline/stored-entry.ts";
import { readDevice } from "../../offline/this-device.ts";
import { vaultKeys } from "../../offline/vault-keys.ts";

/** How drafts are kept from whoever takes the device away. */
export type DraftSeal = {
  /** Needs nobody's secret. Undefined where this browser is no enrolled device: drafts then lie open. */
  readonly seal: (key: string, text: string) => Promise<SealedForDevice | undefined>;
  /** Undefined while the device is locked. @throws Error where it was sealed for another device, or altered */
  readonly open: (key: string, sealed: SealedForDevice) => Promise<string | undefined>;
  /** Ends when somebody who is enrolled has unlocked the device. */
  readonly whenOpen: () => Promise<void>;
};

let known: { readonly record: DeviceRecord; readonly keys: OutboxKeys } | undefined;

/** The keys with which the outbox of this device is sealed as well. */
async function keysHere(): Promise<OutboxKeys | undefined> {
  await readDevice();
  const { record } = deviceState();
  if (!record) return undefined;
  if (known?.record !== record) known = { record, keys: vaultKeys(record, () => deviceState().unlocked) };
  return known.keys;
}

export const deviceSeal: DraftSeal = {
  seal: async (key, text) => (await keysHere())?.sealForDevice({ draft: key }, text),
  open: async (key, sealed) => {
    const keys = await keysHere();
    if (keys && !deviceState().unlocked) return undefined;
    const text = await keys?.open(sealed, { draft: key });
    if (text === undefined)
      throw new Error("Cannot open a draft: it was sealed for another device, or altered.");
    return text;
  },
  whenOpen: () =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!deviceState().unlocked) return;
        stop();
        resolve();
      };
      const stop = onDeviceChange(look);
      look();
    }),
};
