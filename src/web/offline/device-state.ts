import type { DeviceRecord, Unlocked } from "./device-vault.ts";
import type { Outbox } from "./outbox.ts";

/** What this browser is as a device. Nothing of it but the record and the outbox is on disk. */
export type DeviceState = {
  /** Whether it was looked up yet. */
  readonly isRead: boolean;
  readonly record: DeviceRecord | undefined;
  readonly outbox: Outbox | undefined;
  /** Whoever has unlocked it; undefined: it is locked, and takes what is entered all the same. */
  readonly unlocked: Unlocked | undefined;
};

let state: DeviceState = { isRead: false, record: undefined, outbox: undefined, unlocked: undefined };
const listeners = new Set<() => void>();

export function deviceState(): DeviceState {
  return state;
}

export function onDeviceChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setDevice(change: Partial<DeviceState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}
