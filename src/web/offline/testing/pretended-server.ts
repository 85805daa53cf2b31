import type { Delivery, DeliveryAnswer } from "../outbox-ports.ts";

/** What the network does to a delivery: nothing; lose it on the way; lose the answer on the way back. */
export type Cut = "none" | "before" | "after";

/** As much of a server as the outbox's promises concern: each command once, by its id, and each device's in order. */
export type PretendedServer = {
  readonly send: (delivery: Delivery) => Promise<DeliveryAnswer>;
  readonly cutNext: (cut: Cut) => void;
  /** The commands that were carried out, oldest first. */
  readonly ledger: () => readonly {
    readonly commandId: string;
    readonly device: string;
    readonly sequence: number;
  }[];
  /** Puts it back to how it was so many commands ago, as from a backup. */
  readonly putBack: (commands: number) => void;
  readonly setSignedIn: (user: string | undefined) => void;
};

/** @param refuses whether a rule refuses the command */
export function aPretendedServer(refuses: (commandId: string) => boolean = () => false): PretendedServer {
  let ledger: { commandId: string; device: string; sequence: number }[] = [];
  let refused = new Map<string, number>();
  let cut: Cut = "none";
  let signedIn: string | undefined = "ada";
  const lastOf = (device: string): number =>
    Math.max(
      0,
      ...ledger.filter((one) => one.device === device).map(({ sequence }) => sequence),
      ...[...refused.values()],
    );
  const decide = ({ sealed: { header }, after }: Delivery): DeliveryAnswer => {
    const { commandId, device, sequence, user } = header;
    if (signedIn === undefined) return { kind: "undelivered", because: "not-signed-in" };
    if (signedIn !== user) return { kind: "undelivered", because: "another-person" };
    const at = ledger.findIndex((one) => one.commandId === commandId);
    if (at >= 0) return { kind: "acknowledged", version: at + 1 };
    if (lastOf(device) < after) return { kind: "predecessor-missing", last: lastOf(device) };
    if (refuses(commandId)) {
      refused.set(commandId, sequence);
      const problem = { title: "", status: 422, detail: "no", code: "rule" };
      return { kind: "refused", problem };
    }
    ledger.push({ commandId, device, sequence });
    return { kind: "acknowledged", version: ledger.length };
  };
  return {
    send: async (delivery) => {
      const now = cut;
      cut = "none";
      if (now === "before") return { kind: "undelivered", because: "unreached" };
      const answer = decide(delivery);
      return now === "after" ? { kind: "undelivered", because: "unreached" } : answer;
    },
    cutNext: (wanted) => {
      cut = wanted;
    },
    ledger: () => ledger,
    putBack: (commands) => {
      ledger = ledger.slice(0, Math.max(0, ledger.length - commands));
      refused = new Map();
    },
    setSignedIn: (user) => {
      signedIn = user;
    },
  };
}
