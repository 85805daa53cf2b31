import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { usePersonId } from "../session/session-keeper.tsx";
import { deliverNow, keepDelivering } from "./delivery-run.ts";
import { lockHere, readDevice } from "./this-device.ts";
import { useOutbox } from "./use-device.ts";

/** Nobody has touched the device for so long: its keys are dropped. As long as a session of the server's lasts idle. */
const idleLock = 15 * 60_000;
const signs = ["pointerdown", "keydown", "wheel"] as const;

/** Looks after this device for as long as the app is open: sends what waits, and locks when nobody is there. */
export function OfflineKeeper(): ReactNode {
  const person = usePersonId();
  const client = useQueryClient();
  useEffect(() => {
    void readDevice().catch(() => {});
    return keepDelivering();
  }, []);
  // Whoever has just signed in: what was queued in their name is taken now.
  useEffect(() => {
    if (person !== "") void deliverNow().catch(() => {});
  }, [person]);
  const { entries } = useOutbox();
  const carriedOut = entries.filter(({ state }) => state === "acknowledged").length;
  // What was carried out may show on any page.
  useEffect(() => {
    if (carriedOut > 0) void client.invalidateQueries();
  }, [carriedOut, client]);
  useEffect(() => {
    let timer = setTimeout(lockHere, idleLock);
    const notice = (): void => {
      clearTimeout(timer);
      timer = setTimeout(lockHere, idleLock);
    };
    for (const sign of signs) addEventListener(sign, notice, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, notice, { capture: true });
    };
  }, []);
  return null;
}
