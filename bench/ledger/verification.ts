import { spawnSync } from "node:child_process";
import { generateKeyPairSync, hash, randomUUID, sign } from "node:crypto";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { keyIdOf } from "#adapters";
import type { Sha256, StudyId } from "#kernel";
import {
  type BundleRecord,
  bundleDigest,
  bundleEndText,
  bundleHeader,
  checkpointHash,
  checkpointText,
  merkleBuilder,
  noHash,
  renderBundleLine,
  type SignedCheckpoint,
  type StreamHead,
  type StreamId,
  storeEvent,
} from "#ledger";
import { anEvent } from "../../test/builders/ledger.ts";
import { type BenchOptions, median, type Result } from "../result.ts";

const sha256 = (text: string): Sha256 => hash("sha256", text, "hex") as Sha256;
const study = randomUUID() as StudyId;
const eventsEach = 50;

/** A bundle is verified in a process of its own, with the real command's own code, whose second thread hashes; and its memory is watched. */
export async function* benchBundles({ isQuick, say }: BenchOptions): AsyncIterable<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-bench-bundle-"));
  try {
    const sizes = isQuick ? [50_000, 200_000] : [100_000, 1_000_000];
    const measured = [];
    for (const events of sizes) {
      say(`  making a bundle of ${events.toLocaleString("en-US")} events`);
      const file = path.join(folder, `${events}.vigil`);
      writeBundle(file, events);
      const runs = Array.from({ length: isQuick ? 2 : 3 }, () => verifyInProcess(file, events));
      measured.push({
        events,
        rate: median(runs.map(({ rate }) => rate)),
        memory: Math.max(...runs.map(({ memory }) => memory)),
      });
    }
    const [few, many] = measured as [(typeof measured)[0], (typeof measured)[0]];
    yield {
      name: `verification of a bundle of ${many.events.toLocaleString("en-US")} events`,
      value: many.rate,
      unit: "events/s",
      mark: "at least 200,000",
      isMet: many.rate >= 200_000,
    };
    const ratio = many.memory / few.memory;
    yield {
      name: `memory that it takes for ${many.events.toLocaleString("en-US")} events`,
      value: many.memory,
      unit: "MB",
      beside: { name: `for ${few.events.toLocaleString("en-US")}`, value: few.memory, unit: "MB" },
      ratio,
      mark: "flat: ratio under 1.5",
      isMet: ratio < 1.5,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Streams of fifty events under a checkpoint for every thousandth event, as an export writes them. */
function writeBundle(file: string, events: number): void {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const streams = events / eventsEach;
  const names = Array.from({ length: streams }, (): StreamId => `participant:${randomUUID()}`).sort();
  const chains = names.map((stream) => chainOf(stream));
  const checkpoints = checkpointsOver(
    chains.map(({ head }) => head),
    privateKey,
    keyIdOf(publicKey),
  );
  const handle = openSync(file, "wx");
  const digest = bundleDigest(sha256);
  const write = (lines: readonly string[]): void => {
    for (const line of lines) digest.add(line);
    writeSync(handle, `${lines.join("\n")}\n`);
  };
  const manifest = {
    study,
    name: "Bench",
    takenAt: "2026-11-20T10:00:00.000Z" as never,
    streams,
    contents: "sealed",
  } as const;
  const head: readonly BundleRecord[] = [
    { kind: "manifest", manifest },
    { kind: "key", pem },
    ...checkpoints.signed.map((checkpoint) => ({ kind: "checkpoint", checkpoint }) as const),
  ];
  write([bundleHeader, ...head.map(renderBundleLine)]);
  for (const [index, name] of names.entries()) write(linesOf(name, checkpoints.numberOf(index)));
  const sum = digest.finish();
  const signature = sign(null, Buffer.from(bundleEndText(sum)), privateKey).toString("base64");
  writeSync(
    handle,
    `${renderBundleLine({ kind: "bundle-end", end: { ...sum, keyId: keyIdOf(publicKey), signature } })}\n`,
  );
  closeSync(handle);
}

function chainOf(stream: StreamId): { readonly head: StreamHead } {
  let head: StreamHead = { stream, version: 0, hash: noHash };
  for (let version = 1; version <= eventsEach; version++)
    head = { stream, version, hash: sha256(textOf(stream, version, head.hash)) };
  return { head };
}

const template = storeEvent(
  anEvent({
    study,
    stream: "participant:STREAM" as StreamId,
    version: 4_040_404,
    previousHash: "PREVIOUS" as Sha256,
    data: {
      formKey: "v7/vital-signs/1",
      entries: Array.from({ length: 6 }, (_, at) => ({ path: `item-${at}`, value: 120 + at })),
    },
  }),
).canonical.split(/(participant:STREAM|4040404|PREVIOUS)/);

function textOf(stream: StreamId, version: number, previousHash: Sha256): string {
  const filling: Readonly<Record<string, string>> = {
    "participant:STREAM": stream,
    "4040404": String(version),
    PREVIOUS: previousHash,
  };
  return template.map((part) => filling[part] ?? part).join("");
}

function linesOf(stream: StreamId, checkpoint: number): readonly string[] {
  const lines: string[] = [];
  let own = noHash;
  for (let version = 1; version <= eventsEach; version++) {
    const canonical = textOf(stream, version, own);
    own = sha256(canonical);
    lines.push(renderBundleLine({ kind: "event", stream, version, hash: own, canonical }));
  }
  return [...lines, renderBundleLine({ kind: "head", stream, version: eventsEach, hash: own, checkpoint })];
}

const streamsEach = 20;

/** Each sees twenty streams for the first time. */
function checkpointsOver(
  heads: readonly StreamHead[],
  key: Parameters<typeof sign>[2],
  keyId: string,
): { readonly signed: readonly SignedCheckpoint[]; readonly numberOf: (stream: number) => number } {
  const signed: SignedCheckpoint[] = [];
  const all = merkleBuilder(sha256);
  for (let from = 0; from < heads.length; from += streamsEach) {
    const changes = merkleBuilder(sha256);
    for (const head of heads.slice(from, from + streamsEach)) {
      changes.add(head);
      all.add(head);
    }
    const previous = signed.at(-1);
    const checkpoint = {
      study,
      number: signed.length + 1,
      takenAt: "2026-11-20T09:00:00.000Z" as never,
      streams: Math.min(heads.length, from + streamsEach),
      events: Math.min(heads.length, from + streamsEach) * eventsEach,
      root: all.root(),
      changesRoot: changes.root(),
      previousHash: previous ? checkpointHash(previous) : noHash,
      keyId,
    };
    const text = checkpointText(checkpoint);
    signed.push({ checkpoint, signature: sign(null, Buffer.from(text), key as never).toString("base64") });
  }
  return { signed, numberOf: (stream) => Math.floor(stream / streamsEach) + 1 };
}

function verifyInProcess(file: string, events: number): { readonly rate: number; readonly memory: number } {
  const script = fileURLToPath(new URL("./verify-file.ts", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [...process.execArgv, script, file], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const found = JSON.parse(stdout) as {
    readonly events: number;
    readonly seconds: number;
    readonly memory: number;
  };
  if (found.events !== events) throw new Error(`${found.events} events were verified.`);
  return { rate: events / found.seconds, memory: found.memory };
}
