import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { embeddedBinaries } from "./binaries.ts";
import { findPrivilege, type Privilege } from "./privilege.ts";

/** Where the programs and the data of an embedded database lie, and as whom it runs. */
export type Installation = {
  readonly binaries: string;
  readonly dataFolder: string;
  readonly privilege: Privilege;
};

/** Finds, for a folder, what the database in it runs on. */
export function prepareInstallation(folder: string): Installation {
  const dataFolder = path.resolve(folder);
  const privilege = findPrivilege();
  const binaries = embeddedBinaries();
  mkdirSync(path.dirname(dataFolder), { recursive: true });
  if (privilege.mode !== "other-user") return { binaries, dataFolder, privilege };
  if (canReach(privilege, binaries, path.dirname(dataFolder))) return { binaries, dataFolder, privilege };
  return outsideHome(binaries, dataFolder, privilege);
}

export function environmentOf(binaries: string): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C", LD_LIBRARY_PATH: path.join(binaries, "lib") };
}

/** Whether the unprivileged user may run the binaries and write to the data's parent folder. */
function canReach(privilege: Privilege, binaries: string, parent: string): boolean {
  const [command = "", ...args] = [...privilege.prefix, path.join(binaries, "bin/postgres"), "--version"];
  const runs = spawnSync(command, args, { env: environmentOf(binaries) }).status === 0;
  const [enter = "", ...rest] = [...privilege.prefix, "test", "-w", parent];
  return runs && spawnSync(enter, rest).status === 0;
}

/** Puts binaries and data where the unprivileged user can reach them: a home folder may admit its owner only. */
function outsideHome(binaries: string, dataFolder: string, privilege: Privilege): Installation {
  const copy = path.join("/var/tmp", `vigil-postgres-${shortHash(binaries)}`);
  if (!existsSync(path.join(copy, "bin/postgres"))) copyInOnePiece(binaries, copy);
  // Anybody may write to /var/tmp: what lies there under our name must be ours.
  if (lstatSync(copy).uid !== process.getuid?.())
    throw new Error(`Cannot start the embedded database: ${copy} belongs to somebody else. Remove it.`);
  const data = path.join("/var/tmp", `vigil-data-${shortHash(dataFolder)}`);
  return { binaries: copy, dataFolder: data, privilege };
}

function copyInOnePiece(from: string, to: string): void {
  const partial = `${to}.${process.pid}`;
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(partial, to);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another process that starts at the same time has made the same copy.
    if (!existsSync(path.join(to, "bin/postgres"))) throw error;
  }
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
