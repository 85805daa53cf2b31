import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { writeDurably } from "../../files/durable-file.ts";

/** Which process runs the cluster of a folder, and where it is reached. */
export type RunningCluster = { readonly processId: number; readonly socketFolder: string };

const nameOf = (dataFolder: string): string => `${dataFolder}.running.json`;

/** Notes that this process runs the cluster, so that others use it instead of starting a second one. */
export function noteRunning(dataFolder: string, socketFolder: string): void {
  writeDurably(nameOf(dataFolder), JSON.stringify({ processId: process.pid, socketFolder }));
}

export function noteEnded(dataFolder: string): void {
  rmSync(nameOf(dataFolder), { force: true });
}

/** The cluster that another living process runs on the folder; undefined where there is none. */
export function findRunning(dataFolder: string): RunningCluster | undefined {
  const file = nameOf(dataFolder);
  if (!existsSync(file)) return undefined;
  try {
    const running = JSON.parse(readFileSync(file, "utf8")) as RunningCluster;
    const socket = path.join(running.socketFolder, ".s.PGSQL.5432");
    return isAlive(running.processId) && existsSync(socket) ? running : undefined;
  } catch {
    return undefined;
  }
}

/** Whether another living process runs the cluster of the folder. */
export function isDatabaseInUse(dataFolder: string): boolean {
  return findRunning(dataFolder) !== undefined;
}

function isAlive(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
