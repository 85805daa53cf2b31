import type { Problem } from "../api/call.ts";
import { type EntryCell, idOf } from "./entry-cell.ts";
import { nextToSend } from "./next-to-send.ts";
import type { DeliveryAnswer, Halt, OutboxPorts } from "./outbox-ports.ts";
import type { QueuedCommand } from "./queued-command.ts";
import { isUnresolved, type StoredEntry } from "./stored-entry.ts";

type Cell = Pick<EntryCell, "all" | "replace">;

/**
 * Sends what waits, in order, until nothing does or something stands in the way.
 * @returns what stands in the way; undefined: nothing waits any more
 */
export async function deliverAll(cell: Cell, ports: OutboxPorts): Promise<Halt | undefined> {
  // What the server has last said of a device, where it lacks something that is no longer here.
  const known = new Map<string, number>();
  for (;;) {
    const next = nextToSend(cell.all(), ports.signedIn());
    if (next.kind === "nothing") return undefined;
    if (next.kind === "another-person")
      return ports.signedIn() === undefined ? "not-signed-in" : "another-person";
    const { device } = next.entry.sealed.header;
    const after = Math.min(next.after, known.get(device) ?? next.after);
    const answer = await deliver(cell, ports, next.entry, after);
    if (answer.kind === "undelivered") return answer.because;
    if (answer.kind === "predecessor-missing") {
      await sendAgainFrom(cell, device, answer.last);
      known.set(device, answer.last);
    } else known.delete(device);
  }
}

async function deliver(
  cell: Cell,
  ports: OutboxPorts,
  entry: StoredEntry,
  after: number,
): Promise<DeliveryAnswer> {
  // Before it is on its way: from here on nobody can say that the server does not have it.
  if (entry.state !== "sent") await cell.replace({ ...entry, state: "sent" });
  const { sealed } = entry;
  const content = await ports.keys.open(sealed, sealed.header);
  const command = content === undefined ? undefined : (JSON.parse(content) as QueuedCommand);
  const answer = await ports.send({ sealed, after, ...(command ? { command } : {}) });
  // Somebody may have resolved it in another tab meanwhile.
  const present = cell.all().find((one) => idOf(one) === idOf(entry)) ?? entry;
  await record(cell, ports, present, answer);
  return answer;
}

async function record(
  cell: Cell,
  { keys }: OutboxPorts,
  entry: StoredEntry,
  answer: DeliveryAnswer,
): Promise<void> {
  switch (answer.kind) {
    case "acknowledged":
      return cell.replace({ ...withoutRefusal(entry), state: "acknowledged", version: answer.version });
    case "refused":
    case "conflict": {
      const problem = await keys.sealForDevice(entry.sealed.header, JSON.stringify(answer.problem));
      return cell.replace({ ...entry, state: answer.kind, code: answer.problem.code, problem });
    }
    case "undelivered":
      if (answer.because === "fault")
        await cell.replace({ ...entry, state: "sent", faults: entry.faults + 1 });
      return;
    case "predecessor-missing":
      return;
  }
}

function withoutRefusal({ code: _code, problem: _problem, ...entry }: StoredEntry): StoredEntry {
  return entry;
}

/** The server was put back to an earlier state: what it no longer has is sent again, save what a person has resolved since. */
async function sendAgainFrom(cell: Cell, device: string, last: number): Promise<void> {
  const lost = cell
    .all()
    .filter(({ sealed: { header } }) => header.device === device && header.sequence > last)
    .filter((entry) => entry.state === "acknowledged" || isUnresolved(entry))
    .map((entry): StoredEntry => ({ ...withoutRefusal(entry), state: "saved" }));
  if (lost.length > 0) await cell.replace(...lost);
}

/** What was answered to an entry that was refused; undefined while the device is locked. */
export async function problemOfEntry(
  { keys }: Pick<OutboxPorts, "keys">,
  { sealed, problem }: StoredEntry,
): Promise<Problem | undefined> {
  const text = problem && (await keys.open(problem, sealed.header));
  return text === undefined ? undefined : (JSON.parse(text) as Problem);
}
