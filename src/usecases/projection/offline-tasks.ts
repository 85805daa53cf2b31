import type { StudyId } from "#kernel";
import type { StaffState } from "#trial";
import type { WantedRow } from "./changed-rows.ts";
import { taskRow } from "./task.ts";

/** What was taken in somebody's name from a device, for them alone to confirm: one task, however many there are. */
export function offlineTaskRows(
  study: StudyId,
  user: string,
  { offlineActs }: Pick<StaffState, "offlineActs">,
): readonly WantedRow[] {
  const open = Object.values(offlineActs).filter(({ standing }) => standing === "to-confirm");
  const [first] = open;
  if (!first) return [];
  return [
    taskRow(
      study,
      `${user}/offline`,
      { site_id: null, participant_id: null, number: null },
      {
        key: "",
        kind: "offline-acts-to-confirm",
        roles: [],
        dueOn: first.takenAt.slice(0, 10),
        subject: { userId: user, acts: String(open.length) },
      },
    ),
  ];
}
