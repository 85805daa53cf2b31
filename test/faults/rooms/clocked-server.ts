import type { DatabaseAccess } from "#adapters";
import { instantOf } from "#kernel";
import type { Clock, EventStore } from "#usecases";
import { listen } from "../../../src/cli/commands/serve.ts";
import { assembleInstance } from "../../../src/cli/instance.ts";
import { clockInFile } from "./world-clock.ts";

/** What the server of a run is told: where its database and its keys lie, who says what time it is, and at which port it listens. */
export type ServerOrders = {
  readonly home: string;
  readonly database: Pick<DatabaseAccess, "app" | "maintenance" | "sealed">;
  /** Read from a file; or this machine's own, by so many milliseconds off. */
  readonly clock: { readonly file: string } | { readonly aheadBy: number };
  readonly port: number;
  /** A fault that is planted, to see that it is found: the server does not remember which commands it has carried out. */
  readonly isForgetful: boolean;
};

const orders = JSON.parse(process.env["VIGIL_TEST_SERVER"] ?? "{}") as ServerOrders;
const access: DatabaseAccess = {
  ...orders.database,
  owner: undefined,
  close: async () => {},
  ended: new Promise(() => {}),
};
const instance = assembleInstance({ home: orders.home }, access, clockOf(orders));
const { ports } = instance;
const served = orders.isForgetful
  ? { ...instance, ports: { ...ports, store: forgetful(ports.store) } }
  : instance;
const asked = new Promise<void>((resolve) => process.once("SIGTERM", () => resolve()));
await listen(
  served,
  { port: String(orders.port) },
  {
    environment: {},
    folder: orders.home,
    readInput: async () => "",
    say: (line) => console.error(line),
    untilAsked: () => asked,
  },
);
process.exit(0);

function clockOf({ clock }: ServerOrders): Clock {
  if ("file" in clock) return clockInFile(clock.file);
  return { now: () => instantOf(Date.now() + clock.aheadBy) };
}

function forgetful(store: EventStore): EventStore {
  return {
    ...store,
    findCommand: async () => undefined,
    append: ({ command: _command, ...append }) => store.append(append),
  };
}
