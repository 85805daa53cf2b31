import {
  type DraftValue,
  type KeptDraft,
  type Seen,
  withChoice,
  withHold,
  withKept,
  withoutChanges,
  withSeen,
  withUnreadable,
  withValue,
} from "./draft.ts";
import { type DraftCell, draftCell, type KeeperState } from "./draft-cell.ts";
import { type DraftSender, draftSender, pause, type SenderPorts } from "./draft-sender.ts";
import type { DraftStore } from "./draft-store.ts";

export type DraftKeeper = {
  readonly state: () => KeeperState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly type: (path: string, value: DraftValue) => void;
  readonly typeUnreadable: (path: string, text: string) => void;
  /** Takes in the form as the server shows it. */
  readonly see: (seen: Seen) => void;
  readonly choose: (path: string, choice: "mine" | "theirs") => void;
  /** Lets go of all that the server does not have. */
  readonly discard: () => void;
  /** From the first submission on nothing is sent by itself: a person gives the reason. */
  readonly hold: (isHeld: boolean) => void;
  /** Sends at once what waits; true when all of it was taken. */
  readonly flush: () => Promise<boolean>;
  /** Whether the device holds something that the server does not have. */
  readonly isAhead: () => boolean;
  readonly close: () => void;
};

export type KeeperPorts = SenderPorts & { readonly store: DraftStore };

/**
 * Keeps what a person types on one form: on the device at once, at the server after a short pause, and again and again
 * until the server has answered. Nothing is sent twice, and nothing is lost by a crash, a time-out or a lost network.
 */
export function draftKeeper(key: string, ports: KeeperPorts): DraftKeeper {
  const cell = draftCell(key, ports.store);
  const sender = draftSender(cell, ports);
  const isWaiting = (): boolean => Object.keys(cell.get().draft.pending).length > 0;
  const change = (draft: KeeperState["draft"], sendAfter: number): void => {
    cell.set({ draft });
    sender.settle();
    if (!draft.isHeld && isWaiting()) sender.later(sendAfter);
  };
  void load(key, cell, sender, ports.store);
  return {
    state: cell.get,
    subscribe: cell.subscribe,
    type: (path, value) => change(withValue(cell.get().draft, path, value), pause),
    typeUnreadable: (path, text) => change(withUnreadable(cell.get().draft, path, text), pause),
    see: (seen) => {
      const { draft, standing } = cell.get();
      const next = withSeen(draft, seen);
      if (next === draft) return;
      if (standing === "unreached" || standing === "refused") cell.set({ draft: next });
      else change(next, pause);
    },
    choose: (path, choice) => change(withChoice(cell.get().draft, path, choice), 0),
    discard: () => {
      cell.set({ problem: undefined });
      change(withoutChanges(cell.get().draft), pause);
    },
    hold: (isHeld) => {
      const { draft } = cell.get();
      if (draft.isHeld !== isHeld) change(withHold(draft, isHeld), 0);
    },
    flush: async () => {
      // What was typed while something was on its way goes with a second command.
      await sender.now();
      if (isWaiting()) await sender.now();
      return cell.get().draft.sending === null && !isWaiting();
    },
    isAhead: cell.isAhead,
    close: sender.close,
  };
}

/** What the device kept, once somebody has unlocked it. */
async function readOpened(key: string, cell: DraftCell, store: DraftStore): Promise<KeptDraft | undefined> {
  const kept = await store.read(key).catch(() => undefined);
  if (kept !== "locked") return kept;
  cell.set({ standing: "locked" });
  await store.whenOpen();
  return readOpened(key, cell, store);
}

/** Brings back what the device kept when the page was last left, and sends it. */
async function load(key: string, cell: DraftCell, sender: DraftSender, store: DraftStore): Promise<void> {
  const kept = await readOpened(key, cell, store);
  const { draft } = cell.get();
  const restored = kept ? withKept(draft, kept) : draft;
  cell.set({ draft: withHold(restored, restored.isHeld), standing: "saved" });
  await cell.kept();
  sender.settle();
  if (!restored.isHeld && cell.isAhead()) sender.later(0);
}
