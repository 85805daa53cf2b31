/**
 * The closed list of what a swap of two arms may change: sealed ciphertext, the sealed chain, its head where a checkpoint has seen it,
 * and what is reckoned from that head: checkpoint roots, the way that leads to them, signatures. Each is replaced by its length, so that a
 * difference in length, count or place still shows.
 */
export function withoutWhatMayDiffer(text: string): string {
  return text.split("\n").map(withoutInLine).join("\n");
}

function withoutInLine(line: string): string {
  if (isOfSealedStream(line)) return withoutChain(line);
  return isOfCheckpoints(line) ? withoutRoots(line) : withoutWay(line);
}

/** The steps that lead from a stream's head to a root: beside it may stand the sealed stream's. */
function withoutWay(line: string): string {
  return line.startsWith("H ")
    ? line.replace(/("side":"\w+","hash":")[0-9a-f]{64}/g, "$1hash over heads")
    : line;
}

/** An event or a head of a sealed stream, in a bundle or as a row of the database. */
function isOfSealedStream(line: string): boolean {
  return /sealed:[a-z]+/.test(line) && !/"(?:participant|study|site|staff|rating|stock):/.test(line);
}

function withoutChain(line: string): string {
  return line
    .replace(/"sealedSecret"\s*:\s*"([^"]*)"/g, (_, sealed: string) => `"sealedSecret":${sealed.length}`)
    .replace(
      /\\"sealedSecret\\"\s*:\s*\\"([^"\\]*)\\"/g,
      (_, sealed: string) => `sealedSecret ${sealed.length}`,
    )
    .replace(/\b[0-9a-f]{64}\b/g, "hash of the sealed chain");
}

/** A checkpoint, its signature and the end of a bundle, which sums up all of it. */
function isOfCheckpoints(line: string): boolean {
  return /^[CZP] /.test(line) || line.includes('"changesRoot"');
}

function withoutRoots(line: string): string {
  return line
    .replace(/\b[0-9a-f]{64}\b/g, "hash over heads")
    .replace(
      /"(signature)"\s*:\s*"([^"]*)"/g,
      (_, name: string, value: string) => `"${name}":${value.length}`,
    );
}
