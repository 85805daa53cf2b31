import { existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { removeDurably, syncFolder, writeDurably } from "../../files/durable-file.ts";
import { prepareInstallation } from "./installation.ts";

/** Which whole database is to take the place of which, and where that one is set aside. */
type Replacement = { readonly successor: string; readonly aside: string };

const noteOf = (dataFolder: string): string => `${dataFolder}.replacement.json`;

/** The folder in which a database is made that is to take the place of the one in the folder. */
export function successorOf(folder: string): string {
  return `${folder}.restoring`;
}

/** Whether anything lies where the cluster of the folder is, or would be. */
export function isClusterThere(folder: string): boolean {
  const { dataFolder } = prepareInstallation(folder);
  finishReplacement(dataFolder);
  return existsSync(dataFolder) && readdirSync(dataFolder).length > 0;
}

/**
 * Puts the successor, which is whole and closed, in the place of the cluster of the folder, which nobody uses. What was there is renamed,
 * never deleted. Interrupted, it is finished when the folder is next opened.
 * @returns where what was there is now; undefined where nothing was
 */
export function replaceCluster(folder: string): string | undefined {
  const { dataFolder } = prepareInstallation(folder);
  const { dataFolder: successor } = prepareInstallation(successorOf(folder));
  const wasThere = existsSync(dataFolder);
  const aside = `${dataFolder}.before-restore-${Date.now()}`;
  writeDurably(noteOf(dataFolder), JSON.stringify({ successor, aside } satisfies Replacement));
  finishReplacement(dataFolder);
  return wasThere ? aside : undefined;
}

/** Finishes what a killed process has begun. Between the two names no database is there, and none may be made in the gap. */
export function finishReplacement(dataFolder: string): void {
  const note = noteOf(dataFolder);
  if (!existsSync(note)) return;
  const { successor, aside } = JSON.parse(readFileSync(note, "utf8")) as Replacement;
  if (existsSync(successor)) {
    if (existsSync(dataFolder)) renameSync(dataFolder, aside);
    renameSync(successor, dataFolder);
    syncFolder(path.dirname(dataFolder));
  }
  removeDurably(note);
}
