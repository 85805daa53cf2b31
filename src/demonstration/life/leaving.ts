import type { Instant } from "#kernel";
import type { Fate } from "../fate.ts";
import { fillForms } from "../filling.ts";
import { formsOf } from "../held-visit.ts";
import { beginVisit } from "../hold-visit.ts";
import { designOf, doFor, later, stateOf, type Telling, today } from "../telling.ts";

/** Whether the participant leaves after this visit; consent is taken back first where the fate says so. */
export async function* leave(telling: Telling, encounterId: string): AsyncGenerator<Instant, boolean, void> {
  const { fate, site } = telling;
  const { withdrawal, end }: Fate = fate;
  if (end?.after === encounterId && end.isAssessed) yield* terminateEarly(telling);
  if (withdrawal?.after === encounterId) {
    const { scopes, why } = withdrawal;
    const data = { scopes, effectiveOn: today(telling), toldBy: "participant", why: { freeText: why } };
    await doFor(telling, { as: site.coordinator, type: "withdraw-consent", data });
    yield later(telling, 10);
  }
  if (end?.after !== encounterId) return false;
  const data = { reason: end.reason, endedOn: today(telling), note: { freeText: end.note } };
  await doFor(telling, { as: site.investigator, type: "end-participation", data });
  return true;
}

/** What is asked once more of somebody who leaves. */
async function* terminateEarly(telling: Telling): AsyncGenerator<Instant, void, void> {
  const encounterId = "early-termination";
  yield later(telling, 20);
  const { visit } = await beginVisit(telling, { visitId: encounterId, encounterId });
  const design = await designOf(telling, await stateOf(telling));
  yield* fillForms(telling, visit, formsOf(design, encounterId), true);
  yield later(telling, 5);
  await doFor(telling, {
    as: telling.site.coordinator,
    type: "complete-visit",
    data: { visitId: encounterId },
  });
}
