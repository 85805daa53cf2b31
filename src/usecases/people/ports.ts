import type { Accounts } from "../ports/accounts.ts";
import type { Credentials } from "../ports/credentials.ts";
import type { EventStore } from "../ports/event-store.ts";
import type { Clock, Randomness, SecurityLog } from "../ports/platform.ts";
import type { DoorPolicy } from "./policy.ts";

/** What looking after accounts needs of the world. */
export type PeoplePorts = {
  readonly accounts: Accounts;
  readonly credentials: Credentials;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly securityLog: SecurityLog;
  readonly policy: DoorPolicy;
};
