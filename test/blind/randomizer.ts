import { systemClock } from "#adapters";
import { commands } from "#trial";
import { execute } from "#usecases";
import { assembleInstance } from "../../src/cli/instance.ts";
import { staff } from "../../src/trial/testing/people.ts";
import { principalOf } from "../builders/meadow.ts";

/** What a process is told to randomize: participants with the ids of the commands, and where. */
export type Orders = {
  readonly home: string;
  readonly host: string;
  readonly database: string;
  readonly study: string;
  readonly participants: readonly { readonly id: string; readonly commandId: string }[];
};

// In a process of its own, which may be killed at any moment: randomizes all at once, and tells of each that was acknowledged.
const orders = JSON.parse(process.argv[2] ?? "") as Orders;
const { host, database, home, study } = orders;
const login = (user: string) => ({ host, user, database });
const instance = assembleInstance(
  { home },
  {
    owner: undefined,
    app: login("vigil_app"),
    maintenance: login("vigil_maintenance"),
    sealed: login("vigil_sealed"),
    close: async () => {},
    ended: new Promise(() => {}),
  },
  systemClock,
);
const definition = commands.find(({ type }) => type === "randomize-participant");
if (!definition) throw new Error("There is no such command.");
// In this process nobody waits for a turn: the database alone decides who is first.
const ports = {
  ...instance.ports,
  turns: (_: string, act: () => Promise<unknown>) => act(),
} as typeof instance.ports;
process.send?.("begun");
await Promise.all(
  orders.participants.map(async ({ id, commandId }) => {
    const answer = await execute(ports, {
      definition,
      study: study as never,
      subjectId: id,
      body: { commandId, zone: "America/New_York", data: {} },
      principal: principalOf(staff.investigator),
      source: { kind: "cli" },
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    process.send?.(id);
  }),
);
await instance.close();
process.exit(0);
