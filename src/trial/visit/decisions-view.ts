import { z } from "zod";
import { encounterName, proposeWay, recordScope } from "#design";
import { visibleState } from "../blinding/visible-state.ts";
import type { ParticipantState } from "../participant.ts";
import { participantRecord } from "../participant-record.ts";
import type { Around } from "../view-around.ts";
import { scheduleOf } from "./schedule-of.ts";

/** A point at which the schedule leaves a choice: the ways on, what their conditions say, and the way taken. */
export const decisionView = z.object({
  instanceId: z.string(),
  name: z.string(),
  /** The way taken; null while nobody has chosen and the schedule assumes `assumed`. */
  taken: z.string().nullable(),
  assumed: z.string().nullable(),
  /** What the conditions point to, as far as this viewer may see what they rest on. */
  proposed: z.string().nullable(),
  ways: z.array(
    z.object({
      next: z.string(),
      name: z.string(),
      condition: z.string().nullable(),
      truth: z.union([z.boolean(), z.literal("unknown")]),
    }),
  ),
});
export type DecisionView = z.infer<typeof decisionView>;

/** The decisions on the participant's way, in its order. */
export function viewDecisions(state: ParticipantState, around: Around): DecisionView[] {
  const { design, site, today } = around;
  const visible = visibleState(state, around);
  const record = recordScope(design, participantRecord(visible, design, today, site.zone));
  return scheduleOf(state, design, site.zone)
    .points.filter(({ type }) => type === "decision")
    .map(({ instanceId, name, way }) => {
      const proposal = proposeWay(design, instanceId, record);
      const conditions = proposal?.conditions ?? [];
      const otherwise = design.instances.get(instanceId)?.next ?? "exit";
      const isConditional = conditions.some(({ next }) => next === otherwise);
      return {
        instanceId,
        name,
        taken: way && !way.assumed ? way.next : null,
        assumed: way?.assumed ? way.next : null,
        proposed: proposal?.next ?? null,
        ways: [
          ...conditions.map((way) => ({ ...way, name: nameOfWay(way.next, around) })),
          ...(isConditional
            ? []
            : [
                {
                  next: otherwise,
                  name: nameOfWay(otherwise, around),
                  condition: null,
                  truth: "unknown" as const,
                },
              ]),
        ],
      };
    });
}

/** Where a way leads, as people call it; `exit` ends the schedule. */
function nameOfWay(next: string, { design }: Pick<Around, "design">): string {
  const instance = design.instances.get(next)?.instance;
  if (!instance) return next;
  const encounter =
    instance.type === "activity" ? design.encounters.get(instance.encounterId ?? "") : undefined;
  return instance.label ?? (encounter && encounterName(encounter)) ?? instance.name ?? next;
}
