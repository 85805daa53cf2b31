import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { writeDurably } from "../../files/durable-file.ts";
import { isAlive } from "../../files/living-process.ts";
import type { Postmaster } from "./postmaster-file.ts";

/** Which process has started the server of a folder. It lies beside the folder. */
export type OwnerNote = {
  readonly processId: number;
  readonly databaseProcessId: number;
  readonly socketFolder: string;
};

const nameOf = (dataFolder: string): string => `${dataFolder}.owner.json`;

export function noteOwner(dataFolder: string, note: OwnerNote): void {
  writeDurably(nameOf(dataFolder), JSON.stringify(note));
}

/** Takes the note away, and the socket's folder, which a killed process has left behind. */
export function removeNote(dataFolder: string): void {
  const note = readNote(dataFolder);
  if (note && path.basename(note.socketFolder).startsWith("vigil-"))
    rmSync(note.socketFolder, { recursive: true, force: true });
  rmSync(nameOf(dataFolder), { force: true });
}

/** Whether the server outlived the process that had started it. */
export function isOrphan(dataFolder: string, { processId }: Postmaster): boolean {
  const note = readNote(dataFolder);
  return note !== undefined && note.databaseProcessId === processId && !isAlive(note.processId);
}

function readNote(dataFolder: string): OwnerNote | undefined {
  try {
    return JSON.parse(readFileSync(nameOf(dataFolder), "utf8")) as OwnerNote;
  } catch {
    return undefined;
  }
}
