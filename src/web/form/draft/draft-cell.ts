import type { Problem } from "../../api/call.ts";
import { type Draft, keptOf, noDraft } from "./draft.ts";
import type { DraftStore } from "./draft-store.ts";

/** Where a draft is on its way to the server. */
export type KeeperState = {
  readonly draft: Draft;
  /**
   * `locked`: it is sealed on this device, and nobody has unlocked it; `waiting`: it will be sent after a pause; `unreached`: the server
   * was not reached and will be tried again; `refused`: the server said no; `held`: kept on this device until a person records it.
   */
  readonly standing:
    | "loading"
    | "locked"
    | "saved"
    | "waiting"
    | "sending"
    | "unreached"
    | "refused"
    | "held";
  /** When the server last took something, in milliseconds since 1970. */
  readonly savedAt: number | undefined;
  readonly problem: Problem | undefined;
};

/** The state of one draft: whoever looks at it hears of each change, and each change is on the device at once. */
export type DraftCell = {
  readonly get: () => KeeperState;
  readonly set: (change: Partial<KeeperState>) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Whether the device holds something that the server does not. */
  readonly isAhead: () => boolean;
  /** Ends when the device has it. A device that cannot store ends it too: what is typed can still be sent. */
  readonly kept: () => Promise<void>;
};

/** Whether it is known what the device holds. */
export function isRead({ standing }: KeeperState): boolean {
  return standing !== "loading" && standing !== "locked";
}

export function draftCell(key: string, store: DraftStore): DraftCell {
  const listeners = new Set<() => void>();
  let state: KeeperState = { draft: noDraft, standing: "loading", savedAt: undefined, problem: undefined };
  const keep = async (): Promise<void> => {
    const kept = keptOf(state.draft);
    await (kept ? store.write(key, kept) : store.remove(key)).catch(() => undefined);
  };
  return {
    get: () => state,
    set: (change) => {
      const hasChanged = change.draft !== undefined && change.draft !== state.draft;
      // Before the device was read there is nothing to write over what it holds.
      const isLoaded = isRead(state);
      state = { ...state, ...change };
      if (hasChanged && isLoaded) void keep();
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isAhead: () => keptOf(state.draft) !== undefined,
    kept: keep,
  };
}
