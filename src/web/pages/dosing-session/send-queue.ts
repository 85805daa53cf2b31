import type { Problem } from "../../api/call.ts";
import { problemOf } from "../../api/use-command.ts";
import type { OfflineSignature } from "../../offline/queued-command.ts";

/** A command of a session as it is posted: the same, with the same id, however often it is sent. */
export type SessionSending = {
  readonly commandId: string;
  readonly type: string;
  readonly data: unknown;
  readonly occurredAt: string;
  readonly zone: string;
  readonly reason?: string;
  readonly proof?: unknown;
  readonly witness?: unknown;
  /** Put on this device, without the server. */
  readonly signatures?: readonly OfflineSignature[];
};

export type PendingEntry = SessionSending & {
  /**
   * `pending`: shown, and not yet on this device's disk. `saved`: strictly on it. `sending`, `waiting` for a network or a sign-in: in
   * the memory of this page alone. `sent` is on record, and the page has not read it back yet. `refused`: a rule said no, or it conflicts.
   */
  readonly state: "pending" | "saved" | "sending" | "waiting" | "sent" | "refused";
  /** Who entered it; absent: whose page it is. */
  readonly user?: string;
  readonly problem?: Problem;
  /** The version of the session with it, once it is on record. */
  readonly version?: number;
};

type Post = (sending: SessionSending) => Promise<{ readonly version: number }>;

export type SendQueue = {
  readonly entries: () => readonly PendingEntry[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Queues it and sends what it can. @returns what became of it: on record, waiting, or why it was refused */
  readonly add: (sending: SessionSending) => Promise<PendingEntry>;
  /** Sends what waits, in its order. */
  readonly retry: () => Promise<void>;
  /** Forgets a refused one, or those that the page has read back. */
  readonly forget: (isOver: (entry: PendingEntry) => boolean) => void;
};

// None of these says anything of the command itself: it is sent again.
const passing = ["offline", "not-signed-in", "another-person", "unreadable"];

/**
 * What was entered on this device and is not on record yet, in its order. Nothing overtakes: where one has to wait, those after it wait too.
 * Proofs are never kept: what needs one, and meets no network, is given back.
 */
export function sendQueue(post: Post): SendQueue {
  let entries: readonly PendingEntry[] = [];
  let running: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const set = (next: readonly PendingEntry[]): void => {
    entries = next;
    for (const tell of listeners) tell();
  };
  const mark = (commandId: string, change: Partial<PendingEntry>): void =>
    set(entries.map((one) => (one.commandId === commandId ? { ...one, ...change } : one)));

  const sendOne = async (entry: PendingEntry): Promise<boolean> => {
    mark(entry.commandId, { state: "sending" });
    try {
      const { version } = await post(entry);
      mark(entry.commandId, { state: "sent", version });
      return true;
    } catch (error) {
      const problem = problemOf(error);
      const isPassing = passing.includes(problem.code) || problem.status >= 500 || problem.status === 429;
      const isKept = isPassing && entry.proof === undefined && entry.witness === undefined;
      mark(entry.commandId, isKept ? { state: "waiting" } : { state: "refused", problem });
      return !isKept;
    }
  };
  const sendAll = async (): Promise<void> => {
    for (;;) {
      const next = entries.find(({ state }) => state === "sending" || state === "waiting");
      if (!next || !(await sendOne(next))) return;
    }
  };
  const retry = (): Promise<void> => {
    running ??= sendAll().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    entries: () => entries,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: async (sending) => {
      set([...entries, { ...sending, state: "sending" }]);
      await retry();
      const stillOpen = entries.find(({ commandId }) => commandId === sending.commandId);
      // It came in while another run was ending: one more sees to it.
      if (stillOpen?.state === "sending") await retry();
      return (
        entries.find(({ commandId }) => commandId === sending.commandId) ?? { ...sending, state: "sent" }
      );
    },
    retry,
    forget: (isOver) => set(entries.filter((entry) => !isOver(entry))),
  };
}
