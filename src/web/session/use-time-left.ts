import { useEffect, useState } from "react";
import { useSession } from "./use-session.ts";

const lookEvery = 5_000;

export type TimeLeft = { readonly seconds: number; readonly because: "idle" | "age" };

/** How long the session still lasts if nothing is done, counted on from the server's last word. */
export function useTimeLeft(): TimeLeft | undefined {
  const { data, dataUpdatedAt, refetch } = useSession();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), lookEvery);
    return () => clearInterval(timer);
  }, []);
  const endsIn = data?.state === "signed-in" ? data.endsIn : undefined;
  const seconds = endsIn && endsIn.seconds - Math.max(0, now - dataUpdatedAt) / 1_000;
  const isOver = seconds !== undefined && seconds <= 0;
  // By this clock it is over: the server says whether it is.
  useEffect(() => {
    if (isOver) void refetch();
  }, [isOver, refetch]);
  return endsIn && seconds !== undefined ? { seconds, because: endsIn.because } : undefined;
}
