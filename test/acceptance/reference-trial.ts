import path from "node:path";
import { readStudyDesign } from "#adapters";
import { root } from "../architecture/layers.ts";
import { aServedTrial, type ServedTrial } from "./served-trial.ts";

/** The trial of the reference study. */
export function aReferenceTrial(start: string, end: string): Promise<ServedTrial> {
  const read = readStudyDesign(path.join(root, "studies/mdma-ptsd-phase3"));
  if (!read.ok) throw new Error("The reference study cannot be read.");
  return aServedTrial(read.value.design, start, end);
}
