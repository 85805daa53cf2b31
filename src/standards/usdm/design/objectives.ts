import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { given } from "./given.ts";
import type { ObjectiveInput } from "./input.ts";
import { objectiveLevels } from "./terms.ts";

/** The objectives with their endpoints. */
export function readObjectives(reading: Reading, design: UsdmObject): ObjectiveInput[] {
  return reading.parts(design, "objectives").map((objective) => ({
    id: reading.ids.of(objective.id),
    level: reading.term(objective, "level", objectiveLevels, "exploratory"),
    text: reading.prose(objective, "text") ?? "",
    endpoints: reading.parts(objective, "endpoints").map((endpoint) => ({
      id: reading.ids.of(endpoint.id),
      text: reading.prose(endpoint, "text") ?? "",
      ...given({
        purpose: reading.prose(endpoint, "purpose"),
        level: reading.words(endpoint, "level", 80),
      }),
    })),
  }));
}
