import type { BundleEnd } from "./bundle.ts";
import type { Hasher } from "./merkle.ts";

/** Takes the lines of a bundle one by one and tells, at the end, what its end must say. */
export type BundleDigest = {
  readonly add: (line: string) => void;
  readonly finish: () => Pick<BundleEnd, "lines" | "digest">;
};

const linesAtOnce = 1_000;
const hashEnd = 2 + 64;

export function bundleDigest(sha256: Hasher): BundleDigest {
  let [digest, lines] = ["", 0];
  let waiting: string[] = [];
  const flush = (): void => {
    digest = sha256(`${digest}\n${waiting.join("\n")}`);
    waiting = [];
  };
  return {
    add: (line) => {
      lines++;
      waiting.push(digested(line));
      if (waiting.length === linesAtOnce) flush();
    },
    finish: () => {
      flush();
      return { lines, digest };
    },
  };
}

/** The text that is signed at the end of a bundle. */
export function bundleEndText({ lines, digest }: Pick<BundleEnd, "lines" | "digest">): string {
  return `vigil bundle\n${lines}\n${digest}`;
}

/** What the digest takes of a line: of an event its place and hash, which stands for its text. */
function digested(line: string): string {
  if (!line.startsWith("E ")) return line;
  const versionEnd = line.indexOf(" ", hashEnd + 1);
  return line.slice(0, line.indexOf(" ", versionEnd + 1));
}
