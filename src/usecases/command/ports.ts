import type { DesignLibrary } from "../design/design-library.ts";
import type { StateReader } from "../ledger/state-reader.ts";
import type { Accounts } from "../ports/accounts.ts";
import type { DeviceKeys, DeviceRegistry } from "../ports/devices.ts";
import type { EventStore } from "../ports/event-store.ts";
import type { KeyRing } from "../ports/key-ring.ts";
import type { Clock, Randomness, SecurityLog } from "../ports/platform.ts";
import type { RatingDirectory } from "../ports/rating-directory.ts";
import type { Turns } from "./turns.ts";

/** What carrying out a command needs of the world. */
export type CommandPorts = {
  readonly store: EventStore;
  readonly states: StateReader;
  /** The same over the login that alone reaches what is sealed: for randomization, dispensing and unblinding. */
  readonly sealed: { readonly store: EventStore; readonly states: StateReader };
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly securityLog: SecurityLog;
  readonly designs: DesignLibrary;
  readonly ratings: RatingDirectory;
  readonly turns: Turns;
  readonly accounts: Pick<Accounts, "byId">;
  readonly devices: DeviceRegistry;
  readonly deviceKeys: DeviceKeys;
};
