import { type Form, type Role, visitName } from "#design";
import { localDate, unreachable } from "#kernel";
import {
  designOfForm,
  designOfVisit,
  formIdOf,
  missingFormsOf,
  type ParticipantState,
  visitIdOf,
} from "#trial";
import type { TaskAround } from "./participant-tasks.ts";
import { formsSubject, siteTeam, type Task, therapists } from "./task.ts";

type Completer = Form["completedBy"];

/** Visits that have begun and still want forms, told apart by whose answers they are; or that want only to be closed. */
export function formTasks(state: ParticipantState, protocols: TaskAround): readonly Task[] {
  return Object.values(state.visits.visits)
    .filter(({ status }) => status === "in-progress")
    .flatMap((visit): readonly Task[] => {
      const design = designOfVisit(visit, protocols);
      const missing = missingFormsOf(state, protocols, visit);
      const { visitId, day } = visit;
      const name = visitName(design, visit.encounterId, visit.instanceId);
      const common = { dueOn: day, lateAfter: day };
      const subject = { visitId, visit: name };
      if (missing.length === 0) {
        const kind = "visit-to-complete";
        return [{ ...common, key: `forms/${visitId}`, kind, roles: siteTeam, subject }];
      }
      const completers = [...new Set(missing.map(({ form }) => form.completedBy))];
      return completers
        .filter((completer) => completer !== "independent-rater")
        .map((completer) => {
          const theirs = missing.filter(({ form }) => form.completedBy === completer);
          const forms = theirs.map(({ formKey, form }) => ({ formKey, label: form.label }));
          return {
            ...common,
            key: `forms/${visitId}/${completer}`,
            kind: completer === "participant" ? "forms-to-hand-over" : "forms-open",
            roles: rolesFor(completer),
            subject: { ...subject, ...formsSubject(forms) },
          };
        });
    });
}

/** What somebody began to enter and never handed in, where no open visit asks for it. */
export function draftTasks(state: ParticipantState, around: TaskAround): readonly Task[] {
  return Object.values(state.forms)
    .filter(
      ({ status, formKey }) =>
        status === "draft" && state.visits.visits[visitIdOf(formKey)]?.status !== "in-progress",
    )
    .map(({ formKey, items }) => {
      const form = designOfForm(state, formKey, around).forms.get(formIdOf(formKey))?.form;
      const touched = Object.values(items).map(({ changedOn }) => changedOn);
      const last = touched.sort().at(-1);
      return {
        key: `draft/${formKey}`,
        kind: "draft-left",
        roles: rolesFor(form?.completedBy ?? "site"),
        dueOn: last ? localDate({ at: last, zone: around.site.zone }) : null,
        subject: { formKey, form: form?.label ?? formIdOf(formKey) },
      };
    });
}

/** Who sees to it that a form is filled. */
export function rolesFor(completer: Completer): readonly Role[] {
  switch (completer) {
    case "site":
      return siteTeam;
    case "participant":
      return [...siteTeam, ...therapists];
    case "therapist":
      return therapists;
    case "pharmacist":
      return ["pharmacist"];
    case "independent-rater":
      return [];
    default:
      return unreachable(completer);
  }
}
