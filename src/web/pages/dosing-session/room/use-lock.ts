import { useCallback, useEffect, useState } from "react";
import { useSession } from "../../../session/use-session.ts";

/** Minutes, for a plan that does not say: nobody's screen stays open for want of a number. */
const unlessSaid = 10;
const key = "vigil-room-shut";
const signs = ["pointerdown", "keydown", "wheel"] as const;

/**
 * Whether the screen is locked: by hand, after the plan's minutes in which nobody touched it, or because the sign-in has ended. It opens
 * with the password: a new sign-in of the same person.
 */
export function useLock(locksAfter: number | null): {
  readonly isLocked: boolean;
  readonly lock: () => void;
  readonly open: () => void;
} {
  const { data } = useSession();
  // Loading the page anew opens no lock.
  const [isShut, setIsShut] = useState(() => sessionStorage.getItem(key) !== null);
  const setShut = useCallback((shut: boolean) => {
    if (shut) sessionStorage.setItem(key, "");
    else sessionStorage.removeItem(key);
    setIsShut(shut);
  }, []);
  const idleAfter = (locksAfter ?? unlessSaid) * 60_000;
  useEffect(() => {
    let timer = setTimeout(() => setShut(true), idleAfter);
    const notice = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => setShut(true), idleAfter);
    };
    for (const sign of signs) addEventListener(sign, notice, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, notice, { capture: true });
    };
  }, [setShut, idleAfter]);
  const open = useCallback(() => setShut(false), [setShut]);
  const isSignedOut = data?.state === "signed-out" || data?.state === "pending";
  return { isLocked: isShut || isSignedOut, lock: () => setShut(true), open };
}
