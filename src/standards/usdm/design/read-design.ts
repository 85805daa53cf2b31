import type { StudyDesignInput } from "#design";
import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { readActivities } from "./activities.ts";
import { readAmendments } from "./amendments.ts";
import { readBlinding } from "./blinding.ts";
import { readCriteria } from "./eligibility.ts";
import { readEncounters } from "./encounters.ts";
import { readEstimands } from "./estimands.ts";
import { readForms } from "./forms.ts";
import { given } from "./given.ts";
import { readObjectives } from "./objectives.ts";
import { readPopulation } from "./population.ts";
import { readArms, readCells, readElements, readEpochs } from "./structure.ts";
import { readStudy } from "./study.ts";
import { readTimelines } from "./timelines.ts";

/** One study design of the file, interventional or observational, as a design of ours. */
export function readDesign(reading: Reading, design: UsdmObject): StudyDesignInput {
  const { version } = reading.document;
  const { forms, codeLists, formOf } = readForms(reading, design);
  return {
    ...readStudy(reading, design),
    arms: readArms(reading, design),
    epochs: readEpochs(reading, design),
    elements: readElements(reading, design),
    cells: readCells(reading, design),
    objectives: readObjectives(reading, design),
    estimands: readEstimands(reading, design),
    encounters: readEncounters(reading, design),
    activities: readActivities(reading, design, formOf),
    scheduleTimelines: readTimelines(reading, design),
    eligibilityCriteria: readCriteria(reading, design),
    amendments: readAmendments(reading, version),
    codeLists,
    forms,
    ...given({
      population: readPopulation(reading, design),
      blinding: readBlinding(reading, version, design),
    }),
  };
}
