import { uuidV7 } from "#kernel";

/** What every command carries beside its data. Make it once for each thing a person does, and send it as often as needed. */
export function commandEnvelope(): { readonly commandId: string; readonly zone: string } {
  return {
    commandId: uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** An id for something new that this device names, such as a participant at the first phone call. */
export function newId(): string {
  return crypto.randomUUID();
}
