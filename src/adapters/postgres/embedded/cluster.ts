import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { embeddedBinaries } from "./binaries.ts";
import { findPrivilege, type Privilege } from "./privilege.ts";
import { waitForOldServer } from "./stale-server.ts";

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

type Installation = { readonly binaries: string; readonly dataFolder: string; readonly privilege: Privilege };

const settings: Readonly<Record<string, string>> = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "100",
  shared_buffers: "256MB",
};

/**
 * Starts PostgreSQL on the folder, making it first if it is not there. Works as root, as a plain user and
 * below a folder that only its owner may enter.
 */
export async function startCluster(folder: string, options: ClusterOptions = {}): Promise<EmbeddedCluster> {
  const installation = prepareInstallation(path.resolve(folder));
  if (!existsSync(path.join(installation.dataFolder, "PG_VERSION"))) initialize(installation);
  await waitForOldServer(installation.dataFolder);
  const socketFolder = makeSocketFolder(installation.privilege);
  const child = launch(installation, socketFolder, { ...settings, ...options.settings });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await untilReady(child);
  return {
    socketFolder,
    dataFolder: installation.dataFolder,
    processId: child.pid as number,
    ended,
    stop: async () => {
      child.kill("SIGINT");
      await ended;
      rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

function prepareInstallation(dataFolder: string): Installation {
  const privilege = findPrivilege();
  const binaries = embeddedBinaries();
  mkdirSync(path.dirname(dataFolder), { recursive: true });
  if (privilege.mode !== "other-user") return { binaries, dataFolder, privilege };
  if (canReach(privilege, binaries, path.dirname(dataFolder))) return { binaries, dataFolder, privilege };
  return outsideHome(binaries, dataFolder, privilege);
}

/** Whether the unprivileged user may run the binaries and enter the data's parent folder. */
function canReach(privilege: Privilege, binaries: string, parent: string): boolean {
  const [command, ...args] = [...privilege.prefix, path.join(binaries, "bin/postgres"), "--version"];
  const runs = spawnSync(command as string, args, { env: environment(binaries) }).status === 0;
  const [enter, ...rest] = [...privilege.prefix, "test", "-w", parent];
  return runs && spawnSync(enter as string, rest).status === 0;
}

/** Puts binaries and data where the unprivileged user can reach them: a home folder may admit its owner only. */
function outsideHome(binaries: string, dataFolder: string, privilege: Privilege): Installation {
  const copy = path.join("/var/tmp", `vigil-postgres-${shortHash(binaries)}`);
  if (!existsSync(path.join(copy, "bin/postgres"))) {
    const partial = `${copy}.${process.pid}`;
    cpSync(binaries, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy);
  }
  return {
    binaries: copy,
    dataFolder: path.join("/var/tmp", `vigil-data-${shortHash(dataFolder)}`),
    privilege,
  };
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** Into a folder beside, renamed when whole, so that no half-made cluster is ever started. */
function initialize({ binaries, dataFolder, privilege }: Installation): void {
  const partial = `${dataFolder}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  own(partial, privilege);
  const [command, ...args] = [
    ...privilege.prefix,
    path.join(binaries, "bin/initdb"),
    ...["-D", partial, "-U", "postgres", "-E", "UTF8", "--data-checksums"],
    ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
    ...["--auth-local=trust", "--auth-host=scram-sha-256"],
  ];
  const { status, stderr } = spawnSync(command as string, args, {
    env: environment(binaries),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Cannot make the embedded database in ${dataFolder}: ${stderr}`);
  renameSync(partial, dataFolder);
}

/** In the system's temporary folder: a socket's path must stay under some 107 characters. */
function makeSocketFolder(privilege: Privilege): string {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-"));
  chmodSync(folder, 0o700);
  own(folder, privilege);
  return folder;
}

function launch(
  { binaries, dataFolder, privilege }: Installation,
  socketFolder: string,
  configuration: Readonly<Record<string, string>>,
): ChildProcess {
  const assignments = Object.entries({ ...configuration, unix_socket_directories: socketFolder });
  const [command, ...args] = [
    ...privilege.prefix,
    path.join(binaries, "bin/postgres"),
    ...["-D", dataFolder],
    ...assignments.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  return spawn(command as string, args, { env: environment(binaries), stdio: ["ignore", "ignore", "pipe"] });
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      if (said.length < 20_000) said += chunk.toString();
      if (said.includes("ready to accept connections")) resolve();
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`Cannot start the embedded database (it ended with ${code}):\n${said.slice(-2_000)}`)),
    );
  });
}

function own(folder: string, privilege: Privilege): void {
  if (privilege.mode === "other-user") chownSync(folder, privilege.uid, privilege.gid);
}

function environment(binaries: string): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C", LD_LIBRARY_PATH: path.join(binaries, "lib") };
}
