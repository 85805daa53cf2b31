import { addDays } from "#kernel";
import type { Story } from "../agenda.ts";
import { fillForms } from "../filling.ts";
import { formsOf } from "../held-visit.ts";
import { beginVisit } from "../hold-visit.ts";
import { workdayNear } from "../moments.ts";
import { at, designOf, doFor, later, stateOf, type Telling, today } from "../telling.ts";

/** No dose any more: consent to the drug is taken back, the reason recorded, the sessions to come crossed out. The rest goes on. */
export async function* stopDosing(telling: Telling): Story {
  const { site } = telling;
  yield at(telling, workdayNear(addDays(today(telling), 4), {}), "14:00");
  const why = { freeText: "Does not want the drug again." };
  const taken = { scopes: ["drug"], effectiveOn: today(telling), toldBy: "participant", why };
  await doFor(telling, { as: site.coordinator, type: "withdraw-consent", data: taken });
  const encounterId = "dosing-stop";
  yield later(telling, 10);
  const { visit } = await beginVisit(telling, { visitId: encounterId, encounterId });
  const design = await designOf(telling, await stateOf(telling));
  yield* fillForms(telling, visit, formsOf(design, encounterId), true);
  yield later(telling, 5);
  await doFor(telling, { as: site.coordinator, type: "complete-visit", data: { visitId: encounterId } });
  for (const visitId of ["at-v10", "at-v15"]) {
    const crossedOut = { visitId, why: { freeText: "Dosing stopped for good at the participant's wish." } };
    await doFor(telling, { as: site.coordinator, type: "miss-visit", data: crossedOut });
  }
}
