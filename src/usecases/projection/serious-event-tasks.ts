import type { Role } from "#design";
import { localDate } from "#kernel";
import { designOfForm, noticeDue, type ParticipantState } from "#trial";
import type { TaskAround } from "./participant-tasks.ts";
import { siteTeam, type Task } from "./task.ts";

const receivers: readonly Role[] = ["sponsor-safety", "medical-monitor"];

/** A serious event of which the sponsor has not said that it knows: the site makes sure, the sponsor acknowledges. */
export function seriousEventTasks(state: ParticipantState, around: TaskAround): readonly Task[] {
  const { zone } = around.site;
  return Object.values(state.adverseEvents.serious)
    .filter(({ received }) => received === null)
    .flatMap((event): readonly Task[] => {
      const { reportId, formKey, awareAt } = event;
      const due = noticeDue(designOfForm(state, formKey, around), event);
      const common = {
        dueOn: localDate({ at: awareAt, zone }),
        lateAfter: due ? localDate({ at: due, zone }) : null,
        subject: { reportId, formKey, awareAt, ...(due ? { dueBy: due } : {}) },
      };
      return [
        { ...common, key: `serious-event/${reportId}`, kind: "serious-event-to-tell", roles: siteTeam },
        {
          ...common,
          key: `serious-event-receipt/${reportId}`,
          kind: "serious-event-to-acknowledge",
          roles: receivers,
        },
      ];
    });
}
