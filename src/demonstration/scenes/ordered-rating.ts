import { addDays } from "#kernel";
import { formKeyOf } from "#trial";
import type { Story } from "../agenda.ts";
import { fillForms } from "../filling.ts";
import { beginVisit } from "../hold-visit.ts";
import { workdayNear } from "../moments.ts";
import { requestRatings } from "../rating.ts";
import { at, designOf, doFor, later, stateOf, type Telling, today } from "../telling.ts";

/** The rating that a review of recurrence ordered, on an unscheduled visit some days later. */
export async function* orderedRating(telling: Telling, visitId: string): Story {
  const state = await stateOf(telling);
  const review = state.forms[formKeyOf(visitId, "recurrence-review")];
  if (review?.items["rating-ordered"]?.value !== true) return;
  const design = await designOf(telling, state);
  const forms = [...design.forms.values()].flatMap(({ form }) =>
    form.completedBy === "independent-rater" ? [form] : [],
  );
  const encounterId = "unscheduled";
  const plannedFor = at(telling, workdayNear(addDays(today(telling), 6), {}), "10:00");
  const purpose = { freeText: "Rating ordered by the review of recurrence." };
  const data = { encounterId, plannedFor, mode: "remote-video", purpose };
  await doFor(telling, { as: telling.site.coordinator, type: "schedule-visit", data });
  const arranged = Object.values((await stateOf(telling)).visits.visits).findLast(
    (visit) => visit.encounterId === encounterId,
  );
  if (!arranged) throw new Error("The unscheduled visit was not arranged.");
  const unscheduled = { visitId: arranged.visitId, encounterId };
  await requestRatings(telling, unscheduled.visitId, forms, plannedFor);
  yield plannedFor;
  const { visit } = await beginVisit(telling, unscheduled);
  yield* fillForms(telling, visit, forms, true);
  yield later(telling, 5);
  const completed = { visitId: visit.visitId };
  await doFor(telling, { as: telling.site.coordinator, type: "complete-visit", data: completed });
}
