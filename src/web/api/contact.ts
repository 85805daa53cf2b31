import { useSyncExternalStore } from "react";

/** Whether the last request was answered, by whatever answer, and since when none was. */
type Reach = { readonly isReached: boolean; readonly last: number | undefined };

let reach: Reach = { isReached: true, last: undefined };
const listeners = new Set<() => void>();

function put(next: Reach): void {
  const hasTurned = next.isReached !== reach.isReached;
  reach = next;
  if (hasTurned) for (const tell of listeners) tell();
}

/** The server has answered, whatever it said. */
export function noteAnswered(now: number): void {
  put({ isReached: true, last: now });
}

/** A request got no answer, or one from something in the server's place. */
export function noteUnanswered(): void {
  put({ ...reach, isReached: false });
}

/** When the server last answered, in milliseconds since 1970; undefined before the first answer. */
export function lastServerContact(): number | undefined {
  return reach.last;
}

/** Whether the server is at hand, as far as the last request tells. */
export function useIsReached(): boolean {
  return useSyncExternalStore(subscribe, isServerReached);
}

function isServerReached(): boolean {
  return reach.isReached;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
