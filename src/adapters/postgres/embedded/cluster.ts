import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, chmodSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { giveTo, initializeCluster } from "./initialize-cluster.ts";
import { environmentOf, type Installation, prepareInstallation } from "./installation.ts";
import { noteOwner, removeNote } from "./owner-note.ts";
import type { Privilege } from "./privilege.ts";

/** A running PostgreSQL of our own, reached through a socket in a private folder. */
export type EmbeddedCluster = {
  readonly socketFolder: string;
  readonly dataFolder: string;
  readonly processId: number;
  /** Ends it in good order; resolves when it has ended. */
  readonly stop: () => Promise<void>;
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
};

export type ClusterOptions = {
  /** Settings of postgresql.conf, for tests and benchmarks. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** Another server, or what a killed one has left running, still holds the folder. */
export class ClusterHeldError extends Error {}

const settings: Readonly<Record<string, string>> = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "100",
  shared_buffers: "256MB",
  // It lies on a disk of today, on which any page is as near as the next.
  random_page_cost: "1.1",
};

const longestSocketPath = 107;
const socketName = ".s.PGSQL.5432";

/**
 * Starts PostgreSQL on the folder, making it first if it is not there. Works as root, as a plain user and
 * below a folder that only its owner may enter.
 * @throws ClusterHeldError where a server runs on the folder already
 */
export async function startCluster(folder: string, options: ClusterOptions = {}): Promise<EmbeddedCluster> {
  const installation = prepareInstallation(folder);
  const { dataFolder, privilege } = installation;
  initializeCluster(installation);
  removeNote(dataFolder);
  const socketFolder = makeSocketFolder(privilege);
  const child = launch(installation, socketFolder, { ...settings, ...options.settings });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    await untilReady(child);
  } catch (error) {
    rmSync(socketFolder, { recursive: true, force: true });
    throw error;
  }
  const processId = child.pid as number;
  noteOwner(dataFolder, { processId: process.pid, databaseProcessId: processId, socketFolder });
  const stop = async (): Promise<void> => {
    child.kill("SIGINT");
    await ended;
    removeNote(dataFolder);
  };
  return { socketFolder, dataFolder, processId, ended, stop };
}

/** In a temporary folder with a short name: a socket's path has a limit, and a home may lie deep. */
function makeSocketFolder(privilege: Privilege): string {
  const parent = [tmpdir(), "/tmp", "/var/tmp"].find(
    (folder) =>
      path.join(folder, "vigil-XXXXXX", socketName).length <= longestSocketPath && isWritable(folder),
  );
  if (parent === undefined)
    throw new Error("Cannot start the embedded database: no temporary folder has a name short enough.");
  const folder = mkdtempSync(path.join(parent, "vigil-"));
  chmodSync(folder, 0o700);
  giveTo(folder, privilege);
  return folder;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function launch(
  { binaries, dataFolder, privilege }: Installation,
  socketFolder: string,
  configuration: Readonly<Record<string, string>>,
): ChildProcess {
  const assignments = Object.entries({ ...configuration, unix_socket_directories: socketFolder });
  const [command = "", ...args] = [
    ...privilege.prefix,
    path.join(binaries, "bin/postgres"),
    ...["-D", dataFolder],
    ...assignments.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  return spawn(command, args, { env: environmentOf(binaries), stdio: ["ignore", "ignore", "pipe"] });
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      if (said.length < 20_000) said += chunk.toString();
      if (said.includes("ready to accept connections")) resolve();
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      const message = `Cannot start the embedded database (it ended with ${code}):\n${said.slice(-2_000)}`;
      reject(isHeld(said) ? new ClusterHeldError(message) : new Error(message));
    });
  });
}

/** PostgreSQL's own words for it: its lock file, or processes of a killed server that have not ended yet. */
function isHeld(said: string): boolean {
  return /lock file ".*" already exists|pre-existing shared memory block/.test(said);
}
