import { once } from "node:events";
import { crc32, createDeflateRaw } from "node:zlib";

/** A file to put into an archive: its name, and its text in pieces. */
export type ZipEntry = { readonly name: string; readonly content: AsyncIterable<string> | Iterable<string> };

type Written = { readonly name: Buffer; readonly offset: number; readonly sizes: Sizes };
type Sizes = { readonly crc: number; readonly packed: number; readonly plain: number };

// Names in UTF-8; sizes follow the data, for they are not known before it.
const flags = 0x0808;
const deflated = 8;
const version = 20;
const largest = 0xffff_ffff;

/**
 * A ZIP archive as it comes to be, piece by piece, so that a large one never lies in memory whole. `at` is the time that its files bear.
 * @throws RangeError beyond 4 GiB, which this form of archive cannot hold
 */
export async function* zipArchive(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  at: Date,
): AsyncIterable<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for await (const { name, content } of entries) {
    const bytes = Buffer.from(name, "utf8");
    const head = localHeader(bytes, at);
    const sizes = { crc: 0, packed: 0, plain: 0 };
    const start = offset;
    yield head;
    offset += head.length;
    for await (const piece of deflate(content, sizes)) {
      yield piece;
      offset += piece.length;
    }
    const descriptor = dataDescriptor(sizes);
    yield descriptor;
    offset += descriptor.length;
    if (offset > largest)
      throw new RangeError("Cannot write an archive beyond 4 GiB: take a copy of one site.");
    written.push({ name: bytes, offset: start, sizes });
  }
  const directory = Buffer.concat(written.map((one) => directoryHeader(one, at)));
  yield directory;
  yield endOfDirectory(written.length, directory.length, offset);
}

async function* deflate(content: ZipEntry["content"], sizes: { -readonly [Key in keyof Sizes]: Sizes[Key] }) {
  const packer = createDeflateRaw();
  const packed: Buffer[] = [];
  packer.on("data", (piece: Buffer) => packed.push(piece));
  const ended = once(packer, "end");
  for await (const text of content) {
    const bytes = Buffer.from(text, "utf8");
    sizes.crc = crc32(bytes, sizes.crc);
    sizes.plain += bytes.length;
    if (!packer.write(bytes)) await once(packer, "drain");
    yield* taken(packed, sizes);
  }
  packer.end();
  await ended;
  yield* taken(packed, sizes);
}

function* taken(packed: Buffer[], sizes: { packed: number }): Iterable<Buffer> {
  for (const piece of packed.splice(0)) {
    sizes.packed += piece.length;
    yield piece;
  }
}

/** APPNOTE 4.3.7. */
function localHeader(name: Buffer, at: Date): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  writeCommon(head, 4, at);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

/** APPNOTE 4.3.9. */
function dataDescriptor({ crc, packed, plain }: Sizes): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x0807_4b50, 0);
  descriptor.writeUInt32LE(crc, 4);
  descriptor.writeUInt32LE(packed, 8);
  descriptor.writeUInt32LE(plain, 12);
  return descriptor;
}

/** APPNOTE 4.3.12. */
function directoryHeader({ name, offset, sizes }: Written, at: Date): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE(version, 4);
  writeCommon(head, 6, at);
  head.writeUInt32LE(sizes.crc, 16);
  head.writeUInt32LE(sizes.packed, 20);
  head.writeUInt32LE(sizes.plain, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, name]);
}

/** APPNOTE 4.3.16. */
function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function writeCommon(head: Buffer, at: number, when: Date): void {
  head.writeUInt16LE(version, at);
  head.writeUInt16LE(flags, at + 2);
  head.writeUInt16LE(deflated, at + 4);
  const time = (when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1);
  // The format counts years from 1980.
  const year = Math.max(0, when.getUTCFullYear() - 1980);
  const day = (year << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate();
  head.writeUInt16LE(time, at + 6);
  head.writeUInt16LE(day, at + 8);
}
