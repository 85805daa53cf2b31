import { spawnSync } from "node:child_process";
import { chownSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { removePartials, syncFolder } from "../../files/durable-file.ts";
import { isAlive } from "../../files/living-process.ts";
import { environmentOf, type Installation } from "./installation.ts";
import type { Privilege } from "./privilege.ts";

/** Whether a whole database lies in the folder. */
function isCluster(dataFolder: string): boolean {
  return existsSync(path.join(dataFolder, "PG_VERSION"));
}

/**
 * Makes the database if it is not there: in a folder beside, renamed when whole, so that no half-made one is ever started.
 * What a killed process has left half-made is removed.
 */
export function initializeCluster(installation: Installation): void {
  const { dataFolder, privilege } = installation;
  removeHalfMade(dataFolder);
  if (isCluster(dataFolder)) {
    refuseForeign(dataFolder, privilege);
    return;
  }
  const partial = `${dataFolder}.partial-${process.pid}`;
  mkdirSync(partial, { mode: 0o700 });
  giveTo(partial, privilege);
  runInitdb(installation, partial);
  try {
    renameSync(partial, dataFolder);
    syncFolder(path.dirname(dataFolder));
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another process that starts at the same time has made it.
    if (isCluster(dataFolder)) return;
    throw new Error(`Cannot make the embedded database: ${dataFolder} is there and is no database.`, {
      cause: error,
    });
  }
}

/** Gives a folder to the user as whom the database runs. */
export function giveTo(folder: string, privilege: Privilege): void {
  if (privilege.mode === "other-user") chownSync(folder, privilege.uid, privilege.gid);
}

function runInitdb({ binaries, dataFolder, privilege }: Installation, partial: string): void {
  const [command = "", ...args] = [
    ...privilege.prefix,
    path.join(binaries, "bin/initdb"),
    ...["-D", partial, "-U", "postgres", "-E", "UTF8", "--data-checksums"],
    ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
    ...["--auth-local=trust", "--auth-host=scram-sha-256"],
  ];
  const { status, stderr, error } = spawnSync(command, args, {
    env: environmentOf(binaries),
    encoding: "utf8",
  });
  if (status === 0) return;
  rmSync(partial, { recursive: true, force: true });
  throw new Error(`Cannot make the embedded database in ${dataFolder}: ${error?.message ?? stderr}`);
}

function removeHalfMade(dataFolder: string): void {
  const prefix = `${path.basename(dataFolder)}.partial-`;
  const parent = path.dirname(dataFolder);
  removePartials(parent);
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const maker = Number(name.slice(prefix.length));
    if (maker === process.pid || !isAlive(maker))
      rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function refuseForeign(dataFolder: string, privilege: Privilege): void {
  if (privilege.mode !== "other-user" || lstatSync(dataFolder).uid === privilege.uid) return;
  throw new Error(`Cannot start the embedded database: ${dataFolder} belongs to somebody else.`);
}
