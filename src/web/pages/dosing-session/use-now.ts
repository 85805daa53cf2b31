import { useSyncExternalStore } from "react";
import type { Instant } from "#kernel";
import { presentMoment } from "../../api/server-clock.ts";

let moment = presentMoment();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    moment = presentMoment();
    for (const tell of listeners) tell();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The minute that has begun, for what need not be drawn anew each second. */
export function useMinute(): Instant {
  return useSyncExternalStore(subscribe, readMinute) as Instant;
}

function readMinute(): string {
  return `${read().slice(0, 16)}:00.000Z`;
}

function read(): string {
  if (timer === undefined) moment = presentMoment();
  return moment;
}

/** Now, by the clock of the server as far as it is known; once a second, the same for the whole page. */
export function useNow(): Instant {
  return useSyncExternalStore(subscribe, read) as Instant;
}
