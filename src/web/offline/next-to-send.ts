import { bySequence, isUnresolved, isWaiting, type StoredEntry } from "./stored-entry.ts";

/** What the outbox does next: send an entry, after which one of its device; wait for its author; or nothing. */
export type Next =
  | { readonly kind: "send"; readonly entry: StoredEntry; readonly after: number }
  | { readonly kind: "another-person"; readonly entry: StoredEntry }
  | { readonly kind: "nothing" };

/**
 * The next entry to send. Those of a device go in its order. One that was refused does not stand in the way of the others, save of those
 * of its chain; one whose author is not signed in does, for the order is kept.
 * @param user who is signed in; undefined: nobody who is known
 */
export function nextToSend(entries: readonly StoredEntry[], user: string | undefined): Next {
  const nexts = lanesOf(entries).map((lane) => nextOfLane(lane, user));
  return (
    nexts.find(({ kind }) => kind === "send") ??
    nexts.find(({ kind }) => kind === "another-person") ?? { kind: "nothing" }
  );
}

/** Those that wait because one before them in their chain was refused. */
export function heldBack(entries: readonly StoredEntry[]): readonly StoredEntry[] {
  return lanesOf(entries).flatMap((lane) => lane.filter((entry) => isWaiting(entry) && isHeld(entry, lane)));
}

/** A device's entries each, in their order. After a hand-over there are those of several devices on one. */
function lanesOf(entries: readonly StoredEntry[]): readonly (readonly StoredEntry[])[] {
  const lanes = new Map<string, StoredEntry[]>();
  for (const entry of [...entries].sort(bySequence)) {
    const { device } = entry.sealed.header;
    const lane = lanes.get(device);
    if (lane) lane.push(entry);
    else lanes.set(device, [entry]);
  }
  return [...lanes.values()];
}

function nextOfLane(lane: readonly StoredEntry[], user: string | undefined): Next {
  let after = 0;
  for (const entry of lane) {
    const { header } = entry.sealed;
    if (entry.state === "acknowledged") after = header.sequence;
    if (!isWaiting(entry) || isHeld(entry, lane)) continue;
    return header.user === user ? { kind: "send", entry, after } : { kind: "another-person", entry };
  }
  return { kind: "nothing" };
}

function isHeld({ chain, resolves, sealed: { header } }: StoredEntry, lane: readonly StoredEntry[]): boolean {
  if (chain === undefined) return false;
  return lane.some(
    (other) =>
      other.chain === chain &&
      other.sealed.header.sequence < header.sequence &&
      !isReplacedBy(resolves, other, lane) &&
      isHolding(other, lane),
  );
}

/** Whether the command that an entry resolves is the other one, or came to take its place. */
function isReplacedBy(
  resolves: string | undefined,
  other: StoredEntry,
  lane: readonly StoredEntry[],
): boolean {
  if (resolves === undefined) return false;
  if (resolves === other.sealed.header.commandId) return true;
  const between = lane.find(({ sealed }) => sealed.header.commandId === resolves);
  return isReplacedBy(between?.resolves, other, lane);
}

/** Refused, and neither left aside nor replaced by one that was carried out. */
function isHolding(entry: StoredEntry, lane: readonly StoredEntry[]): boolean {
  if (isUnresolved(entry)) return true;
  const { resolution } = entry;
  if (resolution?.how !== "sent-anew") return false;
  const replacement = lane.find(({ sealed }) => sealed.header.commandId === resolution.commandId);
  if (!replacement) return false;
  return isWaiting(replacement) || isHolding(replacement, lane);
}
