import { openSync, readSync, writeSync } from "node:fs";
import { type Instant, instantOf } from "#kernel";
import type { Clock } from "#usecases";

/** The true time of a run. It goes as far as the run says, and the server, a process of its own, reads it from a file. */
export type WorldClock = {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly set: (milliseconds: number) => void;
};

export function aWorldClock(file: string, start: number): WorldClock {
  const descriptor = openSync(file, "w");
  let now = 0;
  const set = (milliseconds: number): void => {
    now = milliseconds;
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(milliseconds);
    writeSync(descriptor, bytes, 0, 8, 0);
  };
  set(start);
  return { file, now: () => now, set };
}

/** The same clock as another process sees it. */
export function clockInFile(file: string): Clock {
  const descriptor = openSync(file, "r");
  const bytes = Buffer.alloc(8);
  return {
    now: (): Instant => {
      readSync(descriptor, bytes, 0, 8, 0);
      return instantOf(bytes.readDoubleLE());
    },
  };
}
