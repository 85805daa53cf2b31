import { z } from "zod";
import { encounterName } from "#design";
import { seesWholeForm, type Viewer } from "../blinding/view.ts";
import { designOfForm } from "../form/design-of-form.ts";
import { formIdOf, visitIdOf } from "../form/form-key.ts";
import type { ParticipantState } from "../participant.ts";
import type { Protocols } from "../visit/design-of-visit.ts";
import type { Deviation } from "./evolve.ts";

/** A departure from the protocol, as it was recorded and assessed. */
export const deviationView = z.object({
  deviationId: z.string(),
  category: z.string(),
  rule: z.string(),
  /** Null where it is kept from the viewer: it is about a form of which they may not see all. */
  description: z.string().nullable(),
  occurredAt: z.string(),
  importance: z.string(),
  correctiveAction: z.string().nullable(),
  closed: z.boolean(),
  detectedBy: z.enum(["software", "person"]),
  /** The visit that it concerns, by its id and its name. */
  about: z.object({ visitId: z.string(), name: z.string() }).nullable(),
});
export type DeviationView = z.infer<typeof deviationView>;

type Around = Protocols & { readonly viewer: Viewer };

export function viewDeviations(state: ParticipantState, around: Around): DeviationView[] {
  return Object.values(state.deviations).map((deviation) => {
    const { deviationId, category, rule, occurredAt, importance, closed, detectedBy, about } = deviation;
    const isRead = readsDeviation(deviation, state, around);
    return {
      deviationId,
      category,
      rule,
      description: isRead ? deviation.description.freeText : null,
      occurredAt,
      importance,
      correctiveAction: isRead ? (deviation.correctiveAction?.freeText ?? null) : null,
      closed,
      detectedBy,
      about: about === null ? null : placeNamed(about, state, around),
    };
  });
}

/** Whether the viewer may read what is written of a deviation: one about a form, only where they may see all of that form. */
export function readsDeviation(
  { about }: Pick<Deviation, "about">,
  state: Pick<ParticipantState, "forms" | "visits">,
  around: Around,
): boolean {
  if (!isFormKey(about)) return true;
  return seesWholeForm(designOfForm(state, about, around), around.viewer, formIdOf(about));
}

/** A deviation is about a visit, about a form, or about neither. */
export function isFormKey(about: string | null): about is string {
  return about?.includes("/") ?? false;
}

function placeNamed(about: string, state: ParticipantState, around: Around): DeviationView["about"] {
  const visitId = isFormKey(about) ? visitIdOf(about) : about;
  const encounterId = state.visits.visits[visitId]?.encounterId;
  const encounter = around.design.encounters.get(encounterId ?? "");
  const visit = encounter ? encounterName(encounter) : visitId;
  if (!isFormKey(about)) return { visitId, name: visit };
  const form = designOfForm(state, about, around).forms.get(formIdOf(about))?.form.label;
  return { visitId, name: `${visit}, ${form ?? formIdOf(about)}` };
}
