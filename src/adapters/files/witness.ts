import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { SignedCheckpoint } from "#ledger";
import type { Witness } from "#usecases";
import { appendLineDurably } from "./durable-file.ts";

/** A witness in a folder: one file for each study, one signed checkpoint a line. Keep it where the database's owner cannot write. */
export function fileWitness(folder: string): Witness {
  const fileOf = (study: string): string => path.join(folder, `${study}.witness`);
  return {
    keep: async (signed) => appendLineDurably(fileOf(signed.checkpoint.study), JSON.stringify(signed)),
    read: async (study) => readWitness(fileOf(study)),
  };
}

/** The checkpoints that a witness file holds; a last line that was cut short by a crash is left out. */
export function readWitness(file: string): readonly SignedCheckpoint[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  const complete = lines.slice(0, -1).filter((line) => line !== "");
  return complete.map((line) => JSON.parse(line) as SignedCheckpoint);
}
