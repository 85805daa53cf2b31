import type { Problem } from "../api/call.ts";
import type { ClockOffset, QueuedCommand } from "./queued-command.ts";
import type { BoundTo, EntryHeader, SealedEntry, SealedForDevice, StoredEntry } from "./stored-entry.ts";

/** Where the outbox lies: the browser's database, or a file of a test. */
export type OutboxStorage = {
  /** Runs the work while nobody else on this device, in whichever tab, runs such work. */
  readonly exclusively: <Value>(work: () => Promise<Value>) => Promise<Value>;
  readonly read: () => Promise<readonly StoredEntry[]>;
  /** The greatest number that an entry of the device has; 0: there is none. */
  readonly lastSequence: (device: string) => Promise<number>;
  /** Writes the entries, all of them or none. They are on the disk itself when it resolves. */
  readonly write: (...entries: readonly StoredEntry[]) => Promise<void>;
  readonly remove: (...entries: readonly StoredEntry[]) => Promise<void>;
};

export type OutboxKeys = {
  readonly seal: (header: EntryHeader, content: string) => Promise<SealedEntry>;
  readonly sealForDevice: (boundTo: BoundTo, content: string) => Promise<SealedForDevice>;
  /** Undefined while the device is locked, and for what is another device's. */
  readonly open: (sealed: SealedForDevice, boundTo: BoundTo) => Promise<string | undefined>;
};

/** An entry on its way: sealed as it lies, and open where the device is not locked. `after`: what of its device was carried out last. */
export type Delivery = {
  readonly sealed: SealedEntry;
  readonly command?: QueuedCommand;
  readonly after: number;
};

/** What came of sending an entry. Only the first three are answers to the command; after the others it is sent again. */
export type DeliveryAnswer =
  | { readonly kind: "acknowledged"; readonly version: number }
  | { readonly kind: "refused" | "conflict"; readonly problem: Problem }
  /** The server does not have one before it: those after `last` are sent again. */
  | { readonly kind: "predecessor-missing"; readonly last: number }
  | { readonly kind: "undelivered"; readonly because: Halt };

/** Why sending stands still: no network, nobody or somebody else is signed in, a fault of the server's. */
export type Halt = "unreached" | "not-signed-in" | "another-person" | "fault";

export type OutboxPorts = {
  readonly storage: OutboxStorage;
  readonly keys: OutboxKeys;
  readonly send: (delivery: Delivery) => Promise<DeliveryAnswer>;
  /** Milliseconds since 1970, by this device's clock. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly zone: () => string;
  /** Whose page it is: in their name commands are queued. */
  readonly author: () => string | undefined;
  /** Who is signed in, and in whose name the server takes what is sent. */
  readonly signedIn: () => string | undefined;
  readonly offset: () => ClockOffset | undefined;
};
