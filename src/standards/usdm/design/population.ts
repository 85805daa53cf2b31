import type { Reading } from "../document/reading.ts";
import { idsOf, type UsdmObject } from "../document/usdm-object.ts";
import { given } from "./given.ts";
import type { PopulationInput } from "./input.ts";
import { readAmount, readHeadcount } from "./quantity.ts";

/** Whom the study is for, and how many are planned. */
export function readPopulation(reading: Reading, design: UsdmObject): PopulationInput | undefined {
  const population = reading.part(design, "population");
  if (!population) return undefined;
  const age = reading.part(population, "plannedAge");
  const ageLimit = (attribute: string): string | undefined =>
    age && readAmount(reading, reading.part(age, attribute));
  carryCriteria(reading, design, population);
  return {
    description: reading.prose(population, "description") ?? reading.line(population, "label") ?? "",
    sexes: reading.codes(population, "plannedSex").flatMap((code) => reading.line(code, "decode") ?? []),
    includesHealthySubjects: reading.flag(population, "includesHealthySubjects"),
    ...given({
      plannedEnrollment: readHeadcount(reading, population, "plannedEnrollmentNumber"),
      plannedCompletion: readHeadcount(reading, population, "plannedCompletionNumber"),
      minimumAge: ageLimit("minValue"),
      maximumAge: ageLimit("maxValue"),
    }),
  };
}

/** A design's criteria hold for its whole population; said of a part of them, that is left over. */
function carryCriteria(reading: Reading, design: UsdmObject, population: UsdmObject): void {
  const listed = new Set(idsOf(population, "criterionIds").map(({ id }) => id));
  const isWhole = reading.parts(design, "eligibilityCriteria").every(({ id }) => listed.has(id));
  if (isWhole) reading.refs(population, "criterionIds");
}
