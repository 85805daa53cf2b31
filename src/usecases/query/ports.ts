import type { CommandPorts } from "../command/ports.ts";
import type { Accounts } from "../ports/accounts.ts";
import type { Lists } from "../ports/lists.ts";

/** What answering a question needs of the world. */
export type QueryPorts = Pick<CommandPorts, "states" | "designs" | "ratings" | "clock"> & {
  readonly lists: Lists;
  readonly accounts: Pick<Accounts, "list">;
};
