/** The bundle's name in the archive of a readable copy; its casebooks lie beside it. */
export const bundleName = "ledger.vigil";

/** Where a file lies in a ZIP archive: its packed bytes, and whether they are deflated (RFC 1951) or plain. */
export type PackedFile = {
  readonly name: string;
  /** Of the file's own head; its data begin `dataOffset` bytes further, which the head itself tells. */
  readonly headOffset: number;
  readonly packedSize: number;
  readonly isDeflated: boolean;
};

const endSize = 22;
const mostComment = 65_535;

/** How many bytes from an archive's end to look at to find its directory. */
export const endToRead = endSize + mostComment;

/** Where the directory of an archive lies, found in its last bytes (APPNOTE 4.3.16); undefined where it is no archive. */
export function directoryPlace(
  tail: Uint8Array,
): { readonly offset: number; readonly size: number; readonly files: number } | undefined {
  const view = viewOf(tail);
  for (let at = tail.length - endSize; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x0605_4b50) continue;
    return {
      files: view.getUint16(at + 10, true),
      size: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    };
  }
  return undefined;
}

/** The files that a directory names (APPNOTE 4.3.12). A directory that is cut short names those before the cut. */
export function filesOf(
  directory: Uint8Array,
  readName: (bytes: Uint8Array) => string,
): readonly PackedFile[] {
  const view = viewOf(directory);
  const files: PackedFile[] = [];
  let at = 0;
  while (at + 46 <= directory.length && view.getUint32(at, true) === 0x0201_4b50) {
    const [nameSize, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const nameEnd = at + 46 + (nameSize ?? 0);
    files.push({
      name: readName(directory.subarray(at + 46, nameEnd)),
      headOffset: view.getUint32(at + 42, true),
      packedSize: view.getUint32(at + 20, true),
      isDeflated: view.getUint16(at + 10, true) === 8,
    });
    at = nameEnd + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}

/** How many bytes a file's own head takes (APPNOTE 4.3.7); its data follow. Give at least its first 30 bytes. */
export function headSize(head: Uint8Array): number {
  const view = viewOf(head);
  return 30 + view.getUint16(26, true) + view.getUint16(28, true);
}

/** Whether bytes begin as those of an archive do. */
export function isArchive(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
