import type { Reading } from "../document/reading.ts";
import type { UsdmObject } from "../document/usdm-object.ts";
import { inChainOrder } from "./chain.ts";
import { given } from "./given.ts";
import type { EncounterInput } from "./input.ts";
import { readNamed } from "./named.ts";
import { readTransitions } from "./structure.ts";
import { contactModes, encounterTypes } from "./terms.ts";

/** The visits in the order of their chain. */
export function readEncounters(reading: Reading, design: UsdmObject): EncounterInput[] {
  return inChainOrder(reading, reading.parts(design, "encounters")).map((encounter) => {
    const modes = [...new Set(reading.terms(encounter, "contactModes", contactModes))];
    const settings = reading.codes(encounter, "environmentalSettings");
    return {
      ...readNamed(reading, encounter),
      type: reading.term(encounter, "type", encounterTypes, "visit"),
      settings: settings.flatMap((code) => reading.line(code, "decode") ?? []),
      ...readTransitions(reading, encounter),
      ...given({
        description: reading.prose(encounter, "description"),
        contactModes: modes.length > 0 ? modes : undefined,
        scheduledAtTimingId: readScheduledAt(reading, design, encounter),
      }),
    };
  });
}

/** Nothing stands on this link: one that leads out of the design is noted, and the visit is kept. */
function readScheduledAt(reading: Reading, design: UsdmObject, encounter: UsdmObject): string | undefined {
  const timing = reading.ref(encounter, "scheduledAtId");
  if (!timing) return undefined;
  const isOurs = timing.className === "Timing" && timing.path.startsWith(`${design.path}.`);
  if (isOurs) return reading.ids.of(timing.id);
  reading.lose(encounter, "scheduledAtId", "the timing of the visit", "it is no timing of this study design");
  return undefined;
}
