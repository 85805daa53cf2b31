/** Lengths of blocks as somebody writes them, `4, 6`; none where nothing is written. */
export function readBlockSizes(written: string): readonly number[] | "unreadable" {
  if (written.trim() === "") return [];
  const sizes = written.split(/[,;\s]+/).filter((part) => part !== "");
  return sizes.every((size) => /^[1-9]\d{0,3}$/.test(size)) ? sizes.map(Number) : "unreadable";
}
