import { useSyncExternalStore } from "react";
import { type DeviceState, deviceState, onDeviceChange } from "./device-state.ts";
import type { OutboxStanding } from "./entry-cell.ts";

/** What this browser is as a device, as it changes. */
export function useDevice(): DeviceState {
  return useSyncExternalStore(onDeviceChange, deviceState);
}

const nothing: OutboxStanding = { unsaved: [], entries: [], isSending: false, halt: undefined };
const never = (): (() => void) => () => {};

/** What is in the outbox of this device, as it changes. */
export function useOutbox(): OutboxStanding {
  const { outbox } = useDevice();
  return useSyncExternalStore(outbox?.onChange ?? never, outbox?.standing ?? (() => nothing));
}
