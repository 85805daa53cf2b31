import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import path from "node:path";
import type { StudyId } from "#kernel";
import type { SignedCheckpoint } from "#ledger";
import type { Witness } from "#usecases";
import { appendLineDurably } from "./durable-file.ts";

const extension = ".witness";
const tailLength = 64 * 1024;

/** A witness in a folder: one file for each study, one signed checkpoint a line. Keep it where the database's owner cannot write. */
export function fileWitness(folder: string): Witness {
  const fileOf = (study: string): string => path.join(folder, `${study}${extension}`);
  return {
    keep: async (signed) => appendLineDurably(fileOf(signed.checkpoint.study), JSON.stringify(signed)),
    read: async (study) => readWitness(fileOf(study)),
    last: async (study) => lastWitnessed(fileOf(study)),
    studies: async () => (existsSync(folder) ? readdirSync(folder) : []).flatMap(studyOf),
  };
}

/** The checkpoints that a witness file holds, oldest first. A line that a crash has cut short is none. */
export function readWitness(file: string): readonly SignedCheckpoint[] {
  if (!existsSync(file)) return [];
  return checkpointsIn(readFileSync(file, "utf8")).sort(byNumber);
}

/** The newest of them, from the end of the file: it grows for as long as the study runs. */
function lastWitnessed(file: string): SignedCheckpoint | undefined {
  if (!existsSync(file)) return undefined;
  return checkpointsIn(tailOf(file)).sort(byNumber).at(-1) ?? readWitness(file).at(-1);
}

function tailOf(file: string): string {
  const handle = openSync(file, "r");
  try {
    const { size } = fstatSync(handle);
    const tail = Buffer.alloc(Math.min(size, tailLength));
    readSync(handle, tail, 0, tail.length, size - tail.length);
    return tail.toString("utf8");
  } finally {
    closeSync(handle);
  }
}

function checkpointsIn(text: string): SignedCheckpoint[] {
  return text.split("\n").flatMap((line) => {
    try {
      const signed = JSON.parse(line) as SignedCheckpoint;
      return Number.isInteger(signed.checkpoint.number) ? [signed] : [];
    } catch {
      return [];
    }
  });
}

function byNumber(a: SignedCheckpoint, b: SignedCheckpoint): number {
  return a.checkpoint.number - b.checkpoint.number;
}

function studyOf(name: string): readonly StudyId[] {
  return name.endsWith(extension) ? [name.slice(0, -extension.length) as StudyId] : [];
}
