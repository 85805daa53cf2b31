import { isAscii } from "node:buffer";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip, createInflateRaw } from "node:zlib";
import {
  bundleName,
  directoryPlace,
  endToRead,
  filesOf,
  headSize,
  isArchive,
  type PackedFile,
} from "#ledger";

const piece = 1 << 20;

/**
 * The lines of a bundle, in batches: of a text file, one compressed with gzip, or the one in the archive of a readable copy. Lines end with a
 * line feed alone.
 */
export async function* bundleFileLines(file: string): AsyncIterable<readonly string[]> {
  for await (const bytes of wholeLines(await openText(file))) yield linesIn(bytes);
}

/** The lines of a bundle's file as bytes, cut where a line ends. Each lasts. */
export async function* bundleFileBytes(file: string): AsyncIterable<Buffer> {
  yield* wholeLines(await openText(file));
}

/** The lines in bytes that end where a line ends. Nearly all of a bundle is ASCII, which is read several times as fast as any other UTF-8. */
export function linesIn(bytes: Buffer): readonly string[] {
  const lines = bytes.toString(isAscii(bytes) ? "latin1" : "utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let rest: Buffer[] = [];
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const end = bytes.lastIndexOf("\n") + 1;
    if (end > 0) {
      yield Buffer.concat([...rest, bytes.subarray(0, end)]);
      rest = [];
    }
    if (end < bytes.length) rest.push(Buffer.from(bytes.subarray(end)));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

async function openText(file: string): Promise<AsyncIterable<Uint8Array>> {
  const handle = await open(file);
  try {
    const start = await readAt(handle, 0, 2);
    if (start[0] === 0x1f && start[1] === 0x8b)
      return createReadStream(file, { highWaterMark: piece }).pipe(createGunzip({ chunkSize: piece }));
    return isArchive(start) ? await openPacked(file, handle) : piecesOf(file);
  } finally {
    await handle.close();
  }
}

/** A file's bytes in pieces, each of which lasts until the next is asked for: while one is worked on, the other is read. */
async function* piecesOf(file: string): AsyncIterable<Uint8Array> {
  const handle = await open(file);
  const [one, other] = [new Uint8Array(piece), new Uint8Array(piece)];
  let reading = handle.read(one, 0, piece);
  try {
    for (;;) {
      const { bytesRead, buffer } = await reading;
      if (bytesRead === 0) return;
      reading = handle.read(buffer === one ? other : one, 0, piece);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await reading.catch(() => {});
    await handle.close();
  }
}

async function openPacked(file: string, handle: FileHandle): Promise<Readable> {
  const { size } = await handle.stat();
  const tail = await readAt(handle, Math.max(0, size - endToRead), Math.min(size, endToRead));
  const place = directoryPlace(tail);
  const directory = place ? await readAt(handle, place.offset, place.size) : new Uint8Array();
  const packed = filesOf(directory, (bytes) => Buffer.from(bytes).toString("utf8")).find(
    ({ name }) => name === bundleName,
  );
  if (!packed) throw new Error(`Cannot read ${file}: there is no ${bundleName} in this archive.`);
  const start = await dataStart(handle, packed);
  if (packed.packedSize === 0) throw new Error(`Cannot read ${file}: its ${bundleName} is empty.`);
  const data = createReadStream(file, { start, end: start + packed.packedSize - 1, highWaterMark: piece });
  return packed.isDeflated ? data.pipe(createInflateRaw({ chunkSize: piece })) : data;
}

async function dataStart(handle: FileHandle, { headOffset }: PackedFile): Promise<number> {
  return headOffset + headSize(await readAt(handle, headOffset, 30));
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
