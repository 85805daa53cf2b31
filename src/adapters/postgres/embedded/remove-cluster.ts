import { renameSync, rmSync } from "node:fs";
import { prepareInstallation } from "./installation.ts";
import { openCluster } from "./open-cluster.ts";
import { removeNote } from "./owner-note.ts";
import { findPostmaster } from "./postmaster-file.ts";

/**
 * Removes the cluster of the folder with all that is in it, after what a killed process has left running has ended.
 * @throws Error where another living process uses it
 */
export async function removeCluster(folder: string): Promise<void> {
  const { dataFolder } = prepareInstallation(folder);
  const cluster = await openCluster(folder);
  await cluster.close();
  if (findPostmaster(dataFolder))
    throw new Error(`Cannot remove ${dataFolder}: another process is using it.`);
  // Under the name of a half-made one: interrupted, no half of a database is left in the place of a whole one.
  const partial = `${dataFolder}.partial-${process.pid}`;
  renameSync(dataFolder, partial);
  rmSync(partial, { recursive: true, force: true });
  removeNote(dataFolder);
}
