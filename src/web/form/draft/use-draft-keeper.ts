import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useDevice } from "../../offline/use-device.ts";
import type { Seen } from "./draft.ts";
import type { KeeperState } from "./draft-cell.ts";
import type { DraftKeeper } from "./draft-keeper.ts";
import { type DraftPlace, draftKey } from "./draft-place.ts";
import { deviceDrafts } from "./draft-store.ts";
import { keeperFor, leaveKeeper, sendUnsent, whenBehind } from "./keepers.ts";

export type KeptForm = { readonly keeper: DraftKeeper; readonly state: KeeperState };

type KeeperNeeds = {
  readonly place: DraftPlace;
  /** The form as the server shows it; undefined before it was first asked. */
  readonly seen: Seen | undefined;
  /** Whether what is typed waits for a reason; undefined before that is known. */
  readonly isHeld: boolean | undefined;
  /** Asks the server again: somebody else wrote on the form. */
  readonly lookAgain: () => void;
};

/** The draft of one form, while its page is open. */
export function useDraftKeeper({ place, seen, isHeld, lookAgain }: KeeperNeeds): KeptForm {
  const key = draftKey(place);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the place does
  const own = useMemo(() => keeperFor(place), [key]);
  const look = useRef(lookAgain);
  look.current = lookAgain;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the place does
  useEffect(() => {
    const stop = whenBehind(place, () => look.current());
    return () => {
      stop();
      leaveKeeper(place);
    };
  }, [key]);
  useEffect(() => {
    if (isHeld !== undefined) own.hold(isHeld);
  }, [own, isHeld]);
  useEffect(() => {
    if (seen) own.see(seen);
  }, [own, seen]);
  const state = useSyncExternalStore(own.subscribe, own.state);
  return useMemo(() => ({ keeper: own, state }), [own, state]);
}

/** Sends what this person left unsent: when they come back, and whenever the network does. On an enrolled device none lies open. */
export function useUnsentDrafts(user: string): void {
  const { record } = useDevice();
  useEffect(() => {
    if (record) void deviceDrafts.sealAll().catch(() => {});
  }, [record]);
  useEffect(() => {
    if (user === "") return;
    const send = (): void => void sendUnsent(user);
    send();
    window.addEventListener("online", send);
    return () => window.removeEventListener("online", send);
  }, [user]);
}
