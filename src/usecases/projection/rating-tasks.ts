import { formsAtVisit, visitName } from "#design";
import { localDate } from "#kernel";
import { designOfVisit, formKeyOf, type ParticipantState } from "#trial";
import type { TaskAround } from "./participant-tasks.ts";
import { ratingRequesters, type Task } from "./task.ts";

const wantsRating: readonly string[] = ["scheduled", "in-progress", "completed"];

/** Assessments by an independent rater: to be asked for as soon as their visit is in the calendar, and awaited until they are in. */
export function ratingTasks(state: ParticipantState, around: TaskAround): readonly Task[] {
  const asked = new Set(
    Object.values(state.ratings).flatMap(({ formKey, status }) =>
      status === "canceled" || status === "returned" ? [] : [formKey],
    ),
  );
  return Object.values(state.visits.visits)
    .filter(({ status }) => wantsRating.includes(status))
    .flatMap((visit) => {
      const { visitId, encounterId, day, planned } = visit;
      const design = designOfVisit(visit, around);
      const lastPlanned = planned.at(-1);
      const on = day ?? (lastPlanned ? localDate({ at: lastPlanned, zone: around.site.zone }) : null);
      const name = visitName(design, encounterId, visit.instanceId);
      return formsAtVisit(design, visit).flatMap((formId): readonly Task[] => {
        const form = design.forms.get(formId)?.form;
        const formKey = formKeyOf(visitId, formId);
        const filled = state.forms[formKey]?.status;
        if (form?.completedBy !== "independent-rater" || filled === "submitted" || filled === "not-done")
          return [];
        const common = {
          key: `rating/${formKey}`,
          roles: ratingRequesters,
          lateAfter: on,
          subject: { visitId, visit: name, formKey, form: form.label, ...(on ? { on } : {}) },
        };
        return asked.has(formKey)
          ? [{ ...common, kind: "rating-awaited", dueOn: on }]
          : [{ ...common, kind: "rating-to-request" }];
      });
    });
}
