import { addDays } from "#kernel";
import { formKeyOf } from "#trial";
import type { Story } from "../agenda.ts";
import { answersTo } from "../answers/index-of-forms.ts";
import { answeringAt, entriesOf } from "../held-visit.ts";
import { beginVisit } from "../hold-visit.ts";
import { enterAdverseEvent, signEvents } from "../logs/keep-logs.ts";
import { at, doFor, later, type Telling, today } from "../telling.ts";

/**
 * The sodium of the morning was low: the physician is called, it is measured again the next day on a visit of its own, and the event is
 * recorded. It is why the protocol was amended.
 */
export async function* sodiumWasLow(telling: Telling): Story {
  const { site } = telling;
  const morning = today(telling);
  yield at(telling, addDays(morning, 1), "09:00");
  const encounterId = "unscheduled";
  const { visit } = await beginVisit(telling, { visitId: encounterId, encounterId });
  yield later(telling, 14);
  const answers = answersTo["laboratory"]?.(await answeringAt(telling, visit)) ?? {};
  const data = {
    formKey: formKeyOf(visit.visitId, "laboratory"),
    entries: entriesOf({ ...answers, sodium: 137, fasting: false }),
  };
  await doFor(telling, { as: site.physician, type: "submit-form", data });
  yield later(telling, 5);
  await doFor(telling, { as: site.coordinator, type: "complete-visit", data: { visitId: visit.visitId } });
  await enterAdverseEvent(telling, {
    term: "Low sodium without symptoms",
    valence: "neutral",
    severity: "moderate",
    started: morning,
    ended: today(telling),
    detectedBy: "measurement",
    specialInterest: "hyponatremia",
    drug: "probable",
    procedure: "possible",
  });
  yield later(telling, 20);
  yield* signEvents(telling);
}
