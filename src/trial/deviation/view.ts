import { z } from "zod";
import type { CompiledDesign } from "#design";
import type { ParticipantState } from "../participant.ts";

/** A departure from the protocol, as it was recorded and assessed. */
export const deviationView = z.object({
  deviationId: z.string(),
  category: z.string(),
  rule: z.string(),
  description: z.string(),
  occurredAt: z.string(),
  importance: z.string(),
  correctiveAction: z.string().nullable(),
  closed: z.boolean(),
  detectedBy: z.enum(["software", "person"]),
  /** The visit that it concerns, by its id and its name. */
  about: z.object({ visitId: z.string(), name: z.string() }).nullable(),
});
export type DeviationView = z.infer<typeof deviationView>;

export function viewDeviations(state: ParticipantState, design: CompiledDesign): DeviationView[] {
  return Object.values(state.deviations).map((deviation) => ({
    deviationId: deviation.deviationId,
    category: deviation.category,
    rule: deviation.rule,
    description: deviation.description.freeText,
    occurredAt: deviation.occurredAt,
    importance: deviation.importance,
    correctiveAction: deviation.correctiveAction?.freeText ?? null,
    closed: deviation.closed,
    detectedBy: deviation.detectedBy,
    about: deviation.about === null ? null : visitNamed(deviation.about, state, design),
  }));
}

function visitNamed(
  visitId: string,
  { visits }: ParticipantState,
  design: CompiledDesign,
): DeviationView["about"] {
  const encounterId = visits.visits[visitId]?.encounterId;
  return { visitId, name: design.encounters.get(encounterId ?? "")?.name ?? visitId };
}
