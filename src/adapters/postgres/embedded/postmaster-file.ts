import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { isAlive, isTaken } from "../../files/living-process.ts";

/** What PostgreSQL writes of itself into `postmaster.pid`. */
export type Postmaster = {
  readonly processId: number;
  /** Where its socket is; undefined while it is still writing the file. */
  readonly socketFolder: string | undefined;
};

/**
 * The server that runs on the folder. What a killed server has left is no server. Its number may be taken by a zombie, or by
 * another program since; PostgreSQL would then refuse to start, so that the file is removed.
 */
export function findPostmaster(dataFolder: string): Postmaster | undefined {
  const file = path.join(dataFolder, "postmaster.pid");
  const lines = readLines(file);
  const processId = Number(lines?.[0]);
  if (!lines || !Number.isInteger(processId) || processId <= 0) return undefined;
  if (!isTaken(processId)) return undefined;
  if (isServing(processId, dataFolder)) return { processId, socketFolder: lines[4]?.trim() || undefined };
  rmSync(file, { force: true });
  return undefined;
}

/** PostgreSQL works in its data folder. Where that may not be looked at, its name has to do. */
function isServing(processId: number, dataFolder: string): boolean {
  if (!isAlive(processId)) return false;
  if (!existsSync("/proc/self/stat")) return true;
  try {
    return readlinkSync(`/proc/${processId}/cwd`) === realpathSync(dataFolder);
  } catch {
    const program = readLines(`/proc/${processId}/cmdline`)?.[0]?.split("\0")[0] ?? "";
    return path.basename(program) === "postgres";
  }
}

function readLines(file: string): readonly string[] | undefined {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
}
