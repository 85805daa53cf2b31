import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Which file of a study's folder holds which key of the design. */
const files = {
  parameters: "parameters.json",
  arms: "arms.json",
  epochs: "epochs.json",
  elements: "elements.json",
  cells: "cells.json",
  population: "population.json",
  objectives: "objectives.json",
  estimands: "estimands.json",
  encounters: "encounters.json",
  activities: "activities.json",
  codeLists: "code-lists.json",
  eligibilityCriteria: "criteria.json",
  consents: "consents.json",
  blinding: "blinding.json",
  doseRegimens: "dose-regimens.json",
  kits: "kits.json",
  randomization: "randomization.json",
  independentRating: "independent-rating.json",
  recordings: "recordings.json",
  followUp: "follow-up.json",
  incidents: "incidents.json",
  sessions: "sessions.json",
  safety: "safety.json",
  amendments: "amendments.json",
} as const;

const folders = { scheduleTimelines: "timelines", forms: "forms" } as const;

/** The JSON of a study design, put together from its folder; not checked. */
export function readStudyFolder(folder: string): Record<string, unknown> {
  const single = Object.entries(files).map(([key, file]) => [key, readJson(join(folder, file))]);
  const several = Object.entries(folders).map(([key, name]) => [key, readAll(join(folder, name))]);
  const study = readJson(join(folder, "study.json"));
  return { ...(study as object), ...Object.fromEntries(single), ...Object.fromEntries(several) };
}

function readAll(folder: string): readonly unknown[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => readJson(join(folder, name)));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
