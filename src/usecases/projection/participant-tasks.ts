import { localDate, type StudyId } from "#kernel";
import { type ParticipantState, type Protocols, type SiteState, stageOf } from "#trial";
import type { WantedRow } from "./changed-rows.ts";
import { deviationTasks, queryTasks, signatureTasks } from "./follow-up-tasks.ts";
import { draftTasks, formTasks } from "./form-tasks.ts";
import { dangerTasks, whereaboutsTasks } from "./interview-tasks.ts";
import { kitTasks } from "./kit-tasks.ts";
import { followUpTasks, recordingTasks } from "./oversight-tasks.ts";
import { ratingTasks } from "./rating-tasks.ts";
import { seriousEventTasks } from "./serious-event-tasks.ts";
import { participantTaskRow, siteTeam, type Task } from "./task.ts";
import { unblindingTasks } from "./unblinding-tasks.ts";
import { visitTasks } from "./visit-tasks.ts";

/** What a task is found with: the protocol that binds the participant, the site and its calendar. */
export type TaskAround = Protocols & { readonly site: SiteState };

/** What is to be done for a participant. Whether it is late is asked when the list is read. */
export function taskRows(study: StudyId, state: ParticipantState, around: TaskAround): readonly WantedRow[] {
  const stage = stageOf(state);
  // A visit may be held before consent: a telephone call, or in a study whose consent is kept elsewhere.
  const hasVisits = Object.keys(state.visits.visits).length > 0;
  const isActive = stage === "screening" || stage === "enrolled" || (stage === "pre-screening" && hasVisits);
  const tasks = [
    ...(stage === "pre-screening" && !hasVisits ? contactTasks(state, around) : []),
    ...(isActive ? visitTasks(state, around) : []),
    ...(isActive ? formTasks(state, around) : []),
    ...(isActive ? ratingTasks(state, around) : []),
    ...kitTasks(state, around),
    ...(isActive ? whereaboutsTasks(state, around) : []),
    ...dangerTasks(state, around),
    ...draftTasks(state, around),
    ...signatureTasks(state, around),
    ...queryTasks(state, around),
    ...deviationTasks(state, around),
    ...unblindingTasks(state, around),
    ...seriousEventTasks(state, around),
    ...recordingTasks(state, around),
    ...followUpTasks(state, around),
  ];
  return tasks.map((task) => participantTaskRow(study, state, task));
}

/** Somebody who has called and of whom nothing is settled: neither consent nor a reason why not. */
function contactTasks({ screening }: ParticipantState, { site }: TaskAround): readonly Task[] {
  const last = screening.contacts.at(-1);
  if (!last) return [];
  const dueOn = localDate({ at: last.at, zone: site.zone });
  const subject = { outcome: last.outcome, contacts: String(screening.contacts.length) };
  return [{ key: "contact", kind: "contact-open", roles: siteTeam, dueOn, subject }];
}
