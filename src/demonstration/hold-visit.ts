import type { Encounter } from "#design";
import type { Story } from "./agenda.ts";
import type { DemonstrationSite } from "./cast.ts";
import { sessionPlan } from "./dosing-session.ts";
import { fillForms, fillSession } from "./filling.ts";
import { formsOf, type HeldVisit } from "./held-visit.ts";
import { courseOf, holdSession } from "./holding-session.ts";
import { handOutKits, takeKitsBack } from "./kits.ts";
import { recordSession } from "./recording-sessions.ts";
import { designOf, doFor, later, stateOf, type Telling } from "./telling.ts";

type VisitToHold = Omit<HeldVisit, "began">;

/** Holds a visit: begins it, fills its forms one after the other, signs what is signed, completes it. */
export async function* holdVisit(telling: Telling, toHold: VisitToHold, isSigned: boolean): Story {
  await handOutKits(telling, toHold.visitId, toHold.encounterId);
  const { visit, encounter } = await beginVisit(telling, toHold);
  const design = await designOf(telling, await stateOf(telling));
  const forms = formsOf(design, visit.encounterId);
  if (encounter?.session === "dosing") {
    const plan = sessionPlan(design, forms, telling.random);
    const course = courseOf(telling, visit);
    if (course && plan.isSupplemented) telling.begin(holdSession(telling, visit, course));
    yield* fillSession(telling, visit, plan);
    yield* takeKitsBack(telling, visit.visitId, plan.isSupplemented);
  } else yield* fillForms(telling, visit, forms, isSigned);
  yield later(telling, 5);
  const data = { visitId: visit.visitId };
  await doFor(telling, { as: hostOf(telling.site, encounter), type: "complete-visit", data });
  await recordSession(telling, visit, encounter?.session);
}

export async function beginVisit(
  telling: Telling,
  { visitId, encounterId }: VisitToHold,
): Promise<{ readonly visit: HeldVisit; readonly encounter: Encounter | undefined }> {
  const state = await stateOf(telling);
  const encounter = (await designOf(telling, state)).encounters.get(encounterId);
  const mode = state.visits.visits[visitId]?.mode ?? encounter?.contactModes[0] ?? "in-person";
  const data = { visitId, encounterId, mode };
  await doFor(telling, { as: hostOf(telling.site, encounter), type: "start-visit", data });
  return { visit: { visitId, encounterId, began: telling.clock.now() }, encounter };
}

function hostOf(site: DemonstrationSite, encounter: Encounter | undefined): string {
  const session = encounter?.session;
  return session === "preparation" || session === "dosing" || session === "integration"
    ? site.leadTherapist
    : site.coordinator;
}
