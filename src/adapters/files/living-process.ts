import { readFileSync } from "node:fs";

/** Whether a process of this number lives; a zombie does not. */
export function isAlive(processId: number): boolean {
  return isTaken(processId) && stateOf(processId) !== "Z";
}

/** Whether the number is taken, be it by a zombie. */
export function isTaken(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function stateOf(processId: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2)[0];
  } catch {
    // Not Linux, or it has just ended.
    return undefined;
  }
}
