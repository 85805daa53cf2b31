import type { Role } from "#design";
import type { ParticipantState } from "#trial";
import { siteOf } from "#trial";
import type { WantedRow } from "./changed-rows.ts";

/**
 * Something that somebody should do. Its `subject` names the places to act at and the words to show; where there are several forms,
 * their keys and labels stand a line each. Whether it is late is asked when the list is read: a row holds no clock.
 */
export type Task = {
  readonly key: string;
  readonly kind: string;
  readonly roles: readonly Role[];
  /** From when on it should be done; null: now. */
  readonly dueOn?: string | null;
  /** The last day on which it is not late; null: it has none. */
  readonly lateAfter?: string | null;
  readonly subject: Readonly<Record<string, string>>;
};

export const siteTeam: readonly Role[] = ["site-coordinator", "investigator", "sub-investigator"];
export const investigators: readonly Role[] = ["investigator", "sub-investigator"];
export const therapists: readonly Role[] = ["lead-therapist", "co-therapist"];
export const reviewers: readonly Role[] = ["data-manager", "monitor", "medical-monitor"];
export const ratingRequesters: readonly Role[] = ["site-coordinator", "rater-coordinator"];

/** A participant's task as a row. */
export function participantTaskRow(study: string, state: ParticipantState, task: Task): WantedRow {
  const place = { site_id: siteOf(state), participant_id: state.id, number: state.enrollment.number };
  return taskRow(study, `${state.id}/${task.key}`, place, task);
}

export function taskRow(
  study: string,
  taskId: string,
  place: {
    readonly site_id: string | null | undefined;
    readonly participant_id: string | null;
    readonly number: string | null;
  },
  { kind, roles, dueOn, lateAfter, subject }: Task,
): WantedRow {
  return {
    table: "task",
    key: taskId,
    row: {
      study_id: study,
      task_id: taskId,
      ...place,
      kind,
      roles,
      due_on: dueOn ?? null,
      late_after: lateAfter ?? null,
      subject,
    },
  };
}

/** Forms as a subject names them: a line for each. */
export function formsSubject(
  forms: readonly { readonly formKey: string; readonly label: string }[],
): Readonly<Record<string, string>> {
  return {
    forms: forms.map(({ label }) => label).join("\n"),
    formKeys: forms.map(({ formKey }) => formKey).join("\n"),
  };
}
