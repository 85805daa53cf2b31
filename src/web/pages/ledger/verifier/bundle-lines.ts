import {
  bundleName,
  directoryPlace,
  endToRead,
  filesOf,
  headSize,
  isArchive,
  type PackedFile,
} from "#ledger";

/** The lines of a copy that somebody has dropped: plain, compressed with gzip, or in the archive of a readable copy. */
export async function* bundleLinesOf(file: Blob): AsyncIterable<readonly string[]> {
  yield* linesOf(await textStream(file));
}

async function textStream(file: Blob): Promise<ReadableStream<BufferSource>> {
  const start = await bytesOf(file.slice(0, 2));
  if (start[0] === 0x1f && start[1] === 0x8b)
    return file.stream().pipeThrough(new DecompressionStream("gzip")) as ReadableStream<BufferSource>;
  if (!isArchive(start)) return file.stream() as ReadableStream<BufferSource>;
  const packed = await findBundle(file);
  const dataStart =
    packed.headOffset + headSize(await bytesOf(file.slice(packed.headOffset, packed.headOffset + 30)));
  const data = file.slice(dataStart, dataStart + packed.packedSize).stream();
  return (
    packed.isDeflated ? data.pipeThrough(new DecompressionStream("deflate-raw")) : data
  ) as ReadableStream<BufferSource>;
}

async function findBundle(file: Blob): Promise<PackedFile> {
  const place = directoryPlace(await bytesOf(file.slice(Math.max(0, file.size - endToRead))));
  const directory = place
    ? await bytesOf(file.slice(place.offset, place.offset + place.size))
    : new Uint8Array();
  const decoder = new TextDecoder();
  const packed = filesOf(directory, (bytes) => decoder.decode(bytes)).find(({ name }) => name === bundleName);
  if (!packed) throw new Error(`There is no ${bundleName} in this archive.`);
  return packed;
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** In batches, as the file comes. */
async function* linesOf(stream: ReadableStream<BufferSource>): AsyncIterable<readonly string[]> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  if (rest !== "") yield [rest];
}
