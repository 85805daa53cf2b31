import { isAscii } from "node:buffer";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
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
  const letters = lettersOf();
  let rest = "";
  for await (const bytes of await openText(file)) {
    const lines = (rest + letters.next(bytes)).split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  rest += letters.end();
  if (rest !== "") yield [rest];
}

/**
 * Pieces of a text in letters, one after the other; a letter that is cut in two waits for the next. Nearly all of a bundle is ASCII, which is
 * read several times as fast as any other UTF-8.
 */
function lettersOf(): { readonly next: (bytes: Uint8Array) => string; readonly end: () => string } {
  const decoder = new StringDecoder("utf8");
  let isWhole = true;
  return {
    next: (bytes) => {
      const part = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (isWhole && isAscii(part)) return part.toString("latin1");
      isWhole = (part.at(-1) ?? 0) < 0x80;
      return decoder.write(part);
    },
    end: () => decoder.end(),
  };
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
