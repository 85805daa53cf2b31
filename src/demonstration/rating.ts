import type { Form } from "#design";
import type { Instant } from "#kernel";
import { formIdOf, formKeyOf, whereaboutsUntil } from "#trial";
import { traumaSummary } from "./answers/history.ts";
import { answersTo } from "./answers/index-of-forms.ts";
import { nameOf } from "./cast.ts";
import { answeringAt, entriesOf, type HeldVisit } from "./held-visit.ts";
import { secondRating } from "./scenes/second-rating.ts";
import { designOf, doFor, stateOf, type Telling } from "./telling.ts";

/** Asks for the independent ratings of a visit that was just planned. */
export async function requestRatings(
  telling: Telling,
  visitId: string,
  forms: readonly Pick<Form, "id" | "completedBy">[],
  startsAt: Instant,
): Promise<void> {
  const { fate, site } = telling;
  const indexTrauma = { freeText: traumaSummary(fate.person) };
  for (const { id, completedBy } of forms) {
    if (completedBy !== "independent-rater") continue;
    const data = { formKey: formKeyOf(visitId, id), startsAt, language: fate.person.language, indexTrauma };
    await doFor(telling, { as: site.coordinator, type: "request-rating", data });
  }
}

/** The interview was moved: what was asked for its old time is canceled, and asked for again. */
export async function requestAnew(telling: Telling, visitId: string, startsAt: Instant): Promise<void> {
  const { as, why } = { as: telling.site.coordinator, why: { freeText: "The interview was moved." } };
  const requests = Object.values((await stateOf(telling)).ratings).filter(
    (one) => one.visitId === visitId && one.status === "requested",
  );
  for (const { handle } of requests) {
    await doFor(telling, { as, type: "cancel-rating", data: { handle, why } });
  }
  const forms = requests.map(({ formKey }) => ({
    id: formIdOf(formKey),
    completedBy: "independent-rater" as const,
  }));
  await requestRatings(telling, visitId, forms, startsAt);
}

/** The rater begins the assessment that fills this form. */
export async function startRating(telling: Telling, visit: HeldVisit, formId: string): Promise<void> {
  const { as, handle } = await openRating(telling, formKeyOf(visit.visitId, formId));
  await locate(telling, handle);
  await telling.conduct.act({ as, type: "start-rating", about: handle, data: {} });
}

/** The coordinator calls the participant just before the interview; once for all that is rated at the visit. */
async function locate(telling: Telling, handle: string): Promise<void> {
  const { conduct, clock, fate, site } = telling;
  const state = await stateOf(telling);
  const until = whereaboutsUntil(await designOf(telling, state), state, handle);
  if (until !== null && clock.now() <= until) return;
  await conduct.locate(site.coordinator, fate.person.participantId, {
    handle,
    address: "12 Example Street (demonstration)",
    "call-back-number": "+1 555 0100",
    "clinician-name": nameOf(site.physician),
    "clinician-telephone": "+1 555 0199",
  });
}

/** The rater hands it in. */
export async function submitRating(telling: Telling, visit: HeldVisit, formId: string): Promise<void> {
  const { as, handle } = await openRating(telling, formKeyOf(visit.visitId, formId));
  const entries = await entriesFor(telling, visit, formId);
  await telling.conduct.act({ as, type: "submit-rating", about: handle, data: { entries } });
  if (formId === "caps5") telling.begin(secondRating(telling, formKeyOf(visit.visitId, formId)));
}

/** The first half of an assessment that goes on is entered. */
export async function draftRating(telling: Telling, visit: HeldVisit, formId: string): Promise<void> {
  const { as, handle } = await openRating(telling, formKeyOf(visit.visitId, formId));
  const entries = await entriesFor(telling, visit, formId);
  const half = entries.slice(0, Math.ceil(entries.length / 2));
  await telling.conduct.act({ as, type: "draft-rating", about: handle, data: { entries: half } });
}

async function openRating(telling: Telling, formKey: string) {
  const requests = Object.values((await stateOf(telling)).ratings);
  const request = requests.find((one) => one.formKey === formKey && one.status === "requested");
  if (!request) throw new Error(`Nobody asked for ${formKey}.`);
  return { as: telling.conduct.usernameOf(request.rater), handle: request.handle };
}

async function entriesFor(telling: Telling, visit: HeldVisit, formId: string) {
  return entriesOf(answersTo[formId]?.(await answeringAt(telling, visit)) ?? {});
}
