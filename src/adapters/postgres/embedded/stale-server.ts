import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const patience = 300;
const step = 50;

/**
 * Waits until a server that an earlier, killed process left on the folder has ended; asks it to end after
 * two seconds. A zombie counts as ended, though its process id is still taken.
 */
export async function waitForOldServer(dataFolder: string): Promise<void> {
  const lock = path.join(dataFolder, "postmaster.pid");
  for (let tries = 0; tries < patience && existsSync(lock); tries++) {
    const processId = lockOwner(lock);
    if (processId === undefined || !isServing(processId, dataFolder)) {
      rmSync(lock, { force: true });
      return;
    }
    if (tries === 2_000 / step) process.kill(processId, "SIGINT");
    await sleep(step);
  }
  if (existsSync(lock)) {
    throw new Error(`Cannot start the embedded database: another process is using ${dataFolder}.`);
  }
}

function lockOwner(lock: string): number | undefined {
  try {
    const processId = Number(readFileSync(lock, "utf8").split("\n")[0]);
    return Number.isInteger(processId) && processId > 0 ? processId : undefined;
  } catch {
    return undefined;
  }
}

function isServing(processId: number, dataFolder: string): boolean {
  if (!existsSync("/proc/self/stat")) return isAlive(processId);
  try {
    const state = readFileSync(`/proc/${processId}/stat`, "utf8").replace(/^.*\) /s, "")[0];
    return state !== "Z" && readFileSync(`/proc/${processId}/cmdline`, "utf8").includes(dataFolder);
  } catch {
    return false;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
