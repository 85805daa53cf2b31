import { z } from "zod";
import type { BundleRecord } from "./bundle.ts";

const text = z.string();
const whole = z.int().min(0);
const steps = z.array(z.strictObject({ side: z.enum(["left", "right"]), hash: text }));

const manifest = z.strictObject({
  study: text,
  name: text,
  site: text.optional(),
  takenAt: text,
  streams: whole,
  exportId: text.optional(),
  contents: z.enum(["sealed", "readable"]),
});
const checkpoint = z.strictObject({
  study: text,
  number: whole,
  takenAt: text,
  streams: whole,
  events: whole,
  root: text,
  changesRoot: text,
  previousHash: text,
  keyId: text,
});
const signedCheckpoint = z.strictObject({ checkpoint, signature: text });
const identity = z.strictObject({ participant: text, fields: z.record(text, text) });
const closed = z
  .tuple([text, z.enum(["erased", "blinded"])])
  .transform(([path, why]) => ({ path, closed: why }));
const opened = z
  .tuple([text, text, text])
  .transform(([path, salt, sealed]) => ({ path, salt, text: sealed }));
const head = z.tuple([text, whole, text, whole], steps).or(z.tuple([text, whole, text, whole]));
const end = z.strictObject({ lines: whole, digest: text, keyId: text, signature: text });

/** What stands after each letter, and the record that it makes. */
const shapes = {
  M: manifest.transform((value) => ({ kind: "manifest", manifest: value })),
  K: text.transform((pem) => ({ kind: "key", pem })),
  C: signedCheckpoint.transform((value) => ({ kind: "checkpoint", checkpoint: value })),
  P: z.tuple([text, steps]).transform(([stream, proof]) => ({ kind: "proof", stream, steps: proof })),
  I: identity.transform((value) => ({ kind: "identity", identity: value })),
  T: z.array(closed.or(opened)).transform((openings) => ({ kind: "openings", openings })),
  H: head.transform(([stream, version, hash, number, proof]) => ({
    kind: "head",
    stream,
    version,
    hash,
    checkpoint: number,
    ...(proof ? { steps: proof } : {}),
  })),
  Z: end.transform((value) => ({ kind: "bundle-end", end: value })),
};

/** Reads a line whose content is JSON; undefined where it is not of the shape that its letter says. */
export function readJsonLine(line: string): BundleRecord | undefined {
  const letter = line.slice(0, 2).trimEnd();
  if (line[1] !== " " || !Object.hasOwn(shapes, letter)) return undefined;
  try {
    const read = shapes[letter as keyof typeof shapes].safeParse(JSON.parse(line.slice(2)));
    return read.success ? (read.data as BundleRecord) : undefined;
  } catch {
    return undefined;
  }
}
