import { useEffect, useState } from "react";

/** A list that stays as it is while somebody reads it, and what has changed in it meanwhile. */
export type Held<Value> = {
  readonly shown: Value;
  readonly fresh: number;
  readonly gone: number;
  readonly showChanges: () => void;
};

/**
 * Holds what was shown until the person asks for the changes, so that nothing moves under their finger. What has come before the page
 * was open is shown at once.
 */
export function useHeld<Value>(
  value: Value,
  isFresh: boolean,
  keysOf: (value: Value) => readonly string[],
): Held<Value> {
  const [held, setHeld] = useState<Value>();
  useEffect(() => {
    if (isFresh && held === undefined) setHeld(value);
  }, [isFresh, held, value]);
  const shown = held ?? value;
  const [before, now] = [new Set(keysOf(shown)), new Set(keysOf(value))];
  return {
    shown,
    fresh: [...now].filter((key) => !before.has(key)).length,
    gone: [...before].filter((key) => !now.has(key)).length,
    showChanges: () => setHeld(value),
  };
}
