import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ClusterHeldError, type EmbeddedCluster, startCluster } from "./cluster.ts";
import { prepareInstallation } from "./installation.ts";
import { isOrphan } from "./owner-note.ts";
import { findPostmaster, type Postmaster } from "./postmaster-file.ts";
import { finishReplacement } from "./replace-cluster.ts";

/** A cluster that is open: started here, or by another process that goes on using it. */
export type OpenCluster = Pick<EmbeddedCluster, "socketFolder" | "ended"> & {
  /** Ends it, where it was started here. */
  readonly close: () => Promise<void>;
};

const patience = 60_000;
const step = 100;

/**
 * The cluster of the folder: the one that another living process runs on it, or else one that is started now. Waits for a server that
 * is just starting or ending, and for what a killed one has left running.
 */
export async function openCluster(folder: string): Promise<OpenCluster> {
  const { dataFolder } = prepareInstallation(folder);
  finishReplacement(dataFolder);
  for (const giveUp = Date.now() + patience; ; await sleep(step)) {
    const running = await runningServer(dataFolder, giveUp);
    if (running) return join(running);
    try {
      const { socketFolder, ended, stop } = await startCluster(folder);
      return { socketFolder, ended, close: stop };
    } catch (error) {
      if (!(error instanceof ClusterHeldError) || Date.now() > giveUp) throw error;
    }
  }
}

/** Whether another living process runs the cluster of the folder. */
export function isClusterInUse(folder: string): boolean {
  return findPostmaster(prepareInstallation(folder).dataFolder) !== undefined;
}

/** Where the server of the folder answers; undefined where there is none. */
async function runningServer(dataFolder: string, giveUp: number): Promise<string | undefined> {
  let told: number | undefined;
  for (;;) {
    const postmaster = findPostmaster(dataFolder);
    if (!postmaster) return undefined;
    if (isOrphan(dataFolder, postmaster)) told = tellToEnd(postmaster, told);
    else if (postmaster.socketFolder && (await answers(postmaster.socketFolder)))
      return postmaster.socketFolder;
    if (Date.now() > giveUp)
      throw new Error(`Cannot start the embedded database: another process is using ${dataFolder}.`);
    await sleep(step);
  }
}

/** A server whose owner was killed ends by itself where the system can tell it to; elsewhere it is told here, once. */
function tellToEnd({ processId }: Postmaster, told: number | undefined): number {
  if (told !== processId) process.kill(processId, "SIGINT");
  return processId;
}

async function answers(socketFolder: string): Promise<boolean> {
  const client = connectionTo(socketFolder);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Uses another process's server; a connection that stays open tells when it ends. */
async function join(socketFolder: string): Promise<OpenCluster> {
  const watch = connectionTo(socketFolder);
  const ended = new Promise<void>((resolve) => watch.once("end", () => resolve()));
  watch.on("error", () => {});
  await watch.connect();
  return { socketFolder, ended, close: () => watch.end() };
}

function connectionTo(socketFolder: string): pg.Client {
  return new pg.Client({ host: socketFolder, user: "postgres", database: "postgres" });
}
