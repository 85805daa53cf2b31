import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { createDurably, removeCluster, removeDurably } from "#adapters";
import type { InstancePlace } from "./instance.ts";

/** The note that lies in the home folder for as long as the demonstration in it is not whole. */
const noteOf = ({ home }: InstancePlace): string => path.join(home, "demonstration-unfinished");

/** Whether making the demonstration has begun here, and has not come to its end. */
export function isUnfinished(place: InstancePlace): boolean {
  return existsSync(noteOf(place));
}

export function noteBeginning(place: InstancePlace): void {
  createDurably(noteOf(place), "A demonstration is being made here. What is here now is not whole.\n");
}

/** To be called once all of it is durable. */
export function noteEnd(place: InstancePlace): void {
  removeDurably(noteOf(place));
}

/** Whether nothing of the instance lies outside of its home folder. */
export function isAllAtHome({ server, keyFolder, witnessFolder }: InstancePlace): boolean {
  return server === undefined && keyFolder === undefined && witnessFolder === undefined;
}

/**
 * Clears away what an interrupted making has left in the home folder: all of it invented, and none of it of use.
 * @throws Error where another process is making it just now
 */
export async function clearUnfinished(place: InstancePlace): Promise<void> {
  await removeCluster(path.join(place.home, "database"));
  for (const folder of ["keys", "witness"])
    rmSync(path.join(place.home, folder), { recursive: true, force: true });
  noteEnd(place);
}
