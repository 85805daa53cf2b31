import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import path from "node:path";

/**
 * Writes a file so that it is there whole, and survives a power cut, once this returns; or is not there at all.
 * Only its owner may read it.
 */
export function writeDurably(file: string, content: string | Uint8Array): void {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const partial = `${file}.${process.pid}.partial`;
  const handle = openSync(partial, "w", 0o600);
  writeSync(handle, content as string);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(partial, file);
  syncFolder(folder);
}

/** Adds a line to the end of a file, durably. */
export function appendLineDurably(file: string, line: string): void {
  const isNew = !existsSync(file);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, "a", 0o600);
  writeSync(handle, `${line}\n`);
  fsyncSync(handle);
  closeSync(handle);
  if (isNew) syncFolder(path.dirname(file));
}

function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}
