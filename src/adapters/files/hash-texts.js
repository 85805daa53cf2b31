import { isAscii } from "node:buffer";
import { hash } from "node:crypto";
import { parentPort } from "node:worker_threads";

// A thread of its own; plain JavaScript, because a thread starts without the loader that reads TypeScript in a checkout.
// It gets whole lines of a bundle as bytes and gives the places, from 0, of the events among them whose text does not have its hash. What is
// not ASCII is hashed as the letters that are read of it, so that bytes that are no UTF-8 count as what they become.

const [letterE, space, lineFeed] = [0x45, 0x20, 0x0a];
const [hashStart, hashEnd] = [2, 2 + 64];

/** @param {Buffer} lines */
function alteredIn(lines) {
  const isPlain = isAscii(lines);
  const altered = [];
  let place = 0;
  for (let from = 0; from < lines.length; place++) {
    const end = lines.indexOf(lineFeed, from);
    const to = end < 0 ? lines.length : end;
    if (lines[from] === letterE && !hasItsHash(lines.subarray(from, to), isPlain)) altered.push(place);
    from = to + 1;
  }
  return altered;
}

/** @param {Buffer} line @param {boolean} isPlain */
function hasItsHash(line, isPlain) {
  const versionEnd = line.indexOf(space, hashEnd + 1);
  const text = line.subarray(line.indexOf(space, versionEnd + 1) + 1);
  const found = hash("sha256", isPlain ? text : text.toString("utf8"), "hex");
  return found === line.toString("latin1", hashStart, hashEnd);
}

parentPort?.on("message", (/** @type {Uint8Array} */ lines) => {
  parentPort?.postMessage(alteredIn(Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength)));
});
