import type { CompiledDesign } from "#design";
import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import type { Facts } from "../command.ts";
import { armOf, slotOf } from "../randomization/sealed-arms.ts";
import { nameOf } from "../refusals.ts";
import type { SealedFacts } from "../sealed/sealed-facts.ts";

/** An arm as it is told to the one person who asked for it. It is never written, logged or projected. */
export type OpenedArm = {
  readonly armId: string;
  readonly name: string;
  readonly description: string | null;
};

/**
 * The arm of a participant who was randomized, opened.
 * @throws Error where nothing of theirs is sealed, or what is sealed was altered: a fault, and no answer
 */
export function openArm(
  sealed: SealedFacts,
  design: CompiledDesign | undefined,
  participantId: string,
): OpenedArm {
  const slot = slotOf(sealed.allocation, participantId);
  if (!slot) throw new Error("Cannot open an arm: nobody of that id has a place in the allocation.");
  const armId = armOf(sealed, slot);
  const arm = design?.design.arms.find(({ id }) => id === armId);
  return { armId, name: arm?.name ?? armId, description: arm?.description ?? null };
}

/** Makes sure, before anything is written, that there is an arm to tell and that it opens. Which it is changes nothing here. */
export function requireSealedArm(facts: Facts, participantId: string): Result<null, Refusal> {
  if (!facts.participant.enrollment.randomized) {
    const message = `Cannot unblind ${nameOf(facts)}: they were not randomized, so that there is no arm.`;
    return failed(refusal("not-randomized", message, "protocol, unblinding"));
  }
  if (!facts.sealed) throw new Error("What is sealed was not loaded.");
  openArm(facts.sealed, facts.design, participantId);
  return ok(null);
}
