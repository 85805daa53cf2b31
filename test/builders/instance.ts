import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Instant, instantOf, millisecondsOf } from "#kernel";
import type { Clock } from "#usecases";
import { assembleInstance, type Instance } from "../../src/cli/instance.ts";
import { aDatabase } from "./database.ts";

/** A clock that stands still until it is moved. */
export type TestClock = Clock & {
  readonly set: (instant: string) => void;
  readonly advance: (milliseconds: number) => void;
};

export function aClock(start = "2026-11-20T09:00:00.000Z"): TestClock {
  let now = start as Instant;
  return {
    now: () => now,
    set: (instant) => {
      now = instant as Instant;
    },
    advance: (milliseconds) => {
      now = instantOf(millisecondsOf(now) + milliseconds);
    },
  };
}

/** An instance that nobody uses any more, by its database and its home folder. */
export type InstanceModel = { readonly database: string; readonly home: string };

const homes = new WeakMap<object, string>();

/** The folder of an instance that `anInstance` has made. */
export function homeOf({ pool }: Instance): string {
  return homes.get(pool) ?? "";
}

/**
 * An instance on a database of its own, its keys and witness in a temporary folder.
 * @param model what it is a copy of; without one it is empty
 */
export async function anInstance(clock: Clock = aClock(), model?: InstanceModel): Promise<Instance> {
  const home = mkdtempSync(path.join(tmpdir(), "vigil-home-"));
  if (model) cpSync(model.home, home, { recursive: true });
  const instance = assembleInstance({ home }, await aDatabase(model?.database), clock);
  homes.set(instance.pool, home);
  return {
    ...instance,
    close: async () => {
      await instance.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
