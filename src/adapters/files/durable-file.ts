import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { isAlive } from "./living-process.ts";

/**
 * Writes a file so that it is there whole, and survives a power cut, once this returns; or is as it was.
 * Only its owner may read it.
 */
export function writeDurably(file: string, content: string | Uint8Array): void {
  const partial = writePartial(file, content);
  renameSync(partial, file);
  syncFolder(path.dirname(file));
}

/**
 * The same, for a file that is made once: where two processes make it at the same time, one of them has made it and
 * the other leaves it alone. Returns whether it was made here.
 * @param partialFolder where it lies until it is whole, on the same disk
 */
export function createDurably(
  file: string,
  content: string | Uint8Array,
  partialFolder = path.dirname(file),
): boolean {
  const partial = writePartial(file, content, partialFolder);
  try {
    linkSync(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(partial, { force: true });
  }
  syncFolder(path.dirname(file));
  return true;
}

/** Removes a file; once this returns, a power cut does not bring it back. */
export function removeDurably(file: string): void {
  rmSync(file, { force: true });
  syncFolder(path.dirname(file));
}

/**
 * Adds a line to the end of a file, durably. What a crash has left of a line before it stays alone on its own
 * line: nothing in the file is ever taken away.
 */
export function appendLineDurably(file: string, line: string): void {
  const isNew = !existsSync(file);
  makeFolder(path.dirname(file));
  const handle = openSync(file, "a+", 0o600);
  try {
    writeFileSync(handle, `${endsTorn(handle) ? "\n" : ""}${line}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (isNew) syncFolder(path.dirname(file));
}

/** Makes what another has written to a file survive a power cut. */
export function syncFile(file: string): void {
  const handle = openSync(file, "r+");
  fsyncSync(handle);
  closeSync(handle);
}

/** Makes the name of a file or folder survive a power cut. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}

/** Removes from a folder what killed processes have left half-written. */
export function removePartials(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const writer = /\.(\d+)\.partial$/.exec(name)?.[1];
    if (writer !== undefined && !isAlive(Number(writer))) rmSync(path.join(folder, name), { force: true });
  }
}

function writePartial(
  file: string,
  content: string | Uint8Array,
  folder: string = path.dirname(file),
): string {
  makeFolder(path.dirname(file));
  makeFolder(folder);
  const partial = path.join(folder, `${path.basename(file)}.${process.pid}.partial`);
  const handle = openSync(partial, "w", 0o600);
  try {
    writeFileSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return partial;
}

/** Makes the folder, and each above it that is missing. */
function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path.resolve(folder); made.length >= path.resolve(first).length; made = path.dirname(made))
    syncFolder(path.dirname(made));
}

function endsTorn(handle: number): boolean {
  const last = Buffer.alloc(1);
  const { size } = fstatSync(handle);
  return size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
}
