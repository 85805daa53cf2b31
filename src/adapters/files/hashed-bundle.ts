import { stat } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import type { LineBatch } from "#ledger";
import { bundleFileBytes, bundleFileLines, linesIn } from "./bundle-file.ts";

/** A thread takes longer to start than a smaller file takes to hash, in bytes. */
const worthAThread = 8 << 20;

/** So many pieces wait for the other thread, so that neither waits for its next. */
const ahead = 4;

/** The lines of a bundle as `bundleFileLines` gives them; of a large file every event's text is hashed in a second thread. */
export async function* hashedBundleLines(file: string): AsyncIterable<LineBatch> {
  if ((await stat(file)).size < worthAThread) {
    yield* bundleFileLines(file);
    return;
  }
  const hasher = startHasher();
  const pieces = bundleFileBytes(file)[Symbol.asyncIterator]();
  try {
    yield* hashedAhead(hasher, pieces);
  } finally {
    await pieces.return?.();
    await hasher.end();
  }
}

type Hasher = {
  /** The places, from 0, of the events whose text does not have its hash. */
  readonly alteredIn: (lines: Buffer) => Promise<readonly number[]>;
  readonly end: () => Promise<unknown>;
};

type Answer = {
  readonly resolve: (altered: readonly number[]) => void;
  readonly reject: (error: Error) => void;
};

function startHasher(): Hasher {
  const thread = new Worker(new URL("./hash-texts.js", import.meta.url), { execArgv: [] });
  const awaited: Answer[] = [];
  thread.on("message", (altered: readonly number[]) => awaited.shift()?.resolve(altered));
  thread.on("error", (error) => {
    for (const { reject } of awaited.splice(0)) reject(error);
  });
  return {
    alteredIn: (lines) =>
      new Promise((resolve, reject) => {
        awaited.push({ resolve, reject });
        thread.postMessage(lines);
      }),
    end: () => thread.terminate(),
  };
}

async function* hashedAhead(hasher: Hasher, pieces: AsyncIterator<Buffer>): AsyncIterable<LineBatch> {
  const waiting: { readonly bytes: Buffer; readonly altered: Promise<readonly number[]> }[] = [];
  const sendNext = async (): Promise<void> => {
    const { value: bytes, done } = await pieces.next();
    if (done) return;
    const altered = hasher.alteredIn(bytes);
    // Whoever stops reading before its turn comes does not hear of a failure; whoever goes on, does.
    altered.catch(() => {});
    waiting.push({ bytes, altered });
  };
  for (let sent = 0; sent < ahead; sent++) await sendNext();
  for (let first = waiting.shift(); first; first = waiting.shift()) {
    await sendNext();
    yield { lines: linesIn(first.bytes), altered: await first.altered };
  }
}
