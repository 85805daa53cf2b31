import { type FormPart, partOfForm } from "#design";
import { failed, ok, type Refusal, type Result, type StudyId } from "#kernel";
import { designOfForm, formIdOf, type ParticipantState } from "#trial";
import type { Principal } from "../command/principal.ts";
import { askParticipant, noSuchParticipant } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

type WrittenItem = ParticipantState["forms"][string]["items"][string];

/** What a participant sees on the device in their hands: one form, what stands on it, and nothing about anybody. */
export type HandedOverForm = {
  readonly study: string;
  readonly isDemonstration: boolean;
  readonly participantId: string;
  readonly formKey: string;
  /** The stream's version that this shows. */
  readonly version: number;
  readonly label: string;
  readonly status: "empty" | "draft" | "submitted" | "not-done";
  readonly zone: string;
  readonly today: string;
  readonly items: readonly { readonly path: string; readonly value: WrittenItem["value"] }[];
  readonly design: FormPart;
};

/**
 * The form that a device was handed over for. Once it was handed in, its answers are no longer shown: whoever takes the
 * device back may be somebody whom the protocol keeps them from.
 */
export async function seeHandedOverForm(
  ports: QueryPorts,
  principal: Principal,
): Promise<Result<HandedOverForm, Refusal>> {
  const { handedOver } = principal;
  if (!handedOver) return failed(noSuchParticipant());
  const { study, participant, formKey } = handedOver;
  const asking = { study: study as StudyId, principal };
  const asked = await askParticipant(ports, asking, participant, "see-handed-over-form");
  if (!asked.ok) return asked;
  const { state, site, today, isDemonstration } = asked.value;
  const form = state.forms[formKey];
  const design = designOfForm(state, formKey, asked.value);
  const part = partOfForm(design, formIdOf(formKey));
  if (part?.forms[0]?.completedBy !== "participant") return failed(noSuchParticipant());
  const items = form && form.status !== "submitted" ? Object.entries(form.items) : [];
  return ok({
    study,
    isDemonstration,
    participantId: participant,
    formKey,
    version: state.version,
    label: part.forms[0].label,
    status: form?.status ?? "empty",
    zone: site.zone,
    today,
    items: items.map(([path, { value }]) => ({ path, value })),
    design: part,
  });
}
