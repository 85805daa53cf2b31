import type { Role } from "#design";
import { localDate } from "#kernel";
import type { ParticipantState } from "#trial";
import type { TaskAround } from "./participant-tasks.ts";
import { investigators, type Task } from "./task.ts";

const assessors: readonly Role[] = ["medical-monitor", ...investigators];

/** What an unblinding leaves to do: the report of an emergency, by whoever broke the code, and the assessment of what it changed. */
export function unblindingTasks({ unblindings }: ParticipantState, { site }: TaskAround): readonly Task[] {
  return Object.values(unblindings).flatMap((one): readonly Task[] => {
    const { unblindingId, kind, by, occurredAt, report, impact } = one;
    const dueOn = localDate({ at: occurredAt, zone: site.zone });
    const common = { dueOn, lateAfter: dueOn };
    return [
      ...(kind === "emergency" && !report
        ? [
            {
              ...common,
              key: `unblinding-report/${unblindingId}`,
              kind: "unblinding-to-report",
              roles: investigators,
              subject: { unblindingId, userId: by },
            },
          ]
        : []),
      ...(impact
        ? []
        : [
            {
              ...common,
              key: `unblinding-impact/${unblindingId}`,
              kind: "unblinding-to-assess",
              roles: assessors,
              lateAfter: null,
              subject: { unblindingId, unblindingKind: kind },
            },
          ]),
    ];
  });
}
