import type { UserId } from "#kernel";
import { noStaff, staffStream } from "#trial";
import { foldings } from "../ledger/foldings.ts";
import type { Asking } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** Something that a device sent in the asker's name, and that they have still to confirm. */
export type ActToConfirm = {
  readonly actId: string;
  readonly because: "signed-offline" | "handed-in";
  readonly as: "author" | "witness";
  readonly type: string;
  readonly stream: string;
  readonly takenAt: string;
  readonly handedInBy: string | null;
};

/** One's own, oldest first. */
export async function listActsToConfirm(
  ports: QueryPorts,
  { study, principal }: Asking,
): Promise<readonly ActToConfirm[]> {
  const scope = { study, sites: "all" } as const;
  const stream = staffStream(principal.user);
  const [loaded] = await ports.states.load(scope, { stream, folding: foldings.staff });
  const { offlineActs } = loaded.version > 0 ? loaded.state : noStaff;
  const open = Object.values(offlineActs).filter(({ standing }) => standing === "to-confirm");
  return Promise.all(
    open.map(async ({ actId, because, as, command, takenAt, handedInBy }) => ({
      actId,
      because,
      as,
      type: command.type,
      stream: command.stream,
      takenAt,
      handedInBy: handedInBy ? await nameOf(ports, handedInBy) : null,
    })),
  );
}

async function nameOf({ accounts }: QueryPorts, user: UserId): Promise<string> {
  return (await accounts.list()).find(({ userId }) => userId === user)?.name ?? "";
}
