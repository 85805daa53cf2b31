import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { call } from "../api/call.ts";

const toldAtMostEvery = 60_000;
const signs = ["pointerdown", "keydown", "wheel"] as const;

/**
 * Tells the server that a person is there, once a minute at most and only while they touch, type or scroll: what the pages ask by
 * themselves keeps no session alive.
 * @returns how to tell it at once
 */
export function useActivity(isSignedIn: boolean): () => Promise<void> {
  const client = useQueryClient();
  const told = useRef(0);
  const tell = useCallback(async () => {
    told.current = Date.now();
    // Whatever comes of it, the next question about the session says how things stand.
    await call("POST /api/session/activity", {}).catch(() => {});
    await client.invalidateQueries({ queryKey: ["GET /api/session"] });
  }, [client]);
  useEffect(() => {
    if (!isSignedIn) return;
    told.current = Date.now();
    const notice = (): void => {
      if (Date.now() - told.current >= toldAtMostEvery) void tell();
    };
    for (const sign of signs) addEventListener(sign, notice, { capture: true, passive: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, notice, { capture: true });
    };
  }, [isSignedIn, tell]);
  return tell;
}
