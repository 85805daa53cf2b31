import type { Instant } from "#kernel";
import type { ParticipantState } from "../participant.ts";
import { type EscalationStep, escalationStep } from "./events.ts";
import type { Escalation } from "./evolve.ts";

/** Why nobody doses the participant now: an escalation that no physician has cleared, with what is still to be done for it. */
export type HoldingEscalation = {
  readonly escalationId: string;
  readonly formKey: string;
  readonly since: Instant;
  readonly ideation: number;
  readonly hasBehavior: boolean;
  /** Not done yet. */
  readonly open: readonly {
    readonly step: EscalationStep;
    readonly dueAt: Instant;
    readonly isOverdue: boolean;
  }[];
};

/** The pre-dose gate's verdict on suicidality. It is no line that anybody may override. */
export type DosingHold =
  | { readonly holds: false }
  | { readonly holds: true; readonly escalations: readonly HoldingEscalation[] };

/**
 * Whether dosing is held at a moment: from the opening of an escalation until a physician cleared it. A step that is done takes nothing of the
 * hold away, and a correction of the form that opened it does not either.
 *
 * @param facts as a rule has them; of them only the participant is read
 */
export function dosingHold(
  { participant }: { readonly participant: Pick<ParticipantState, "followUp"> },
  at: Instant,
): DosingHold {
  const holding = Object.values(participant.followUp.escalations).filter((one) => isOpenAt(one, at));
  if (holding.length === 0) return { holds: false };
  return {
    holds: true,
    escalations: holding.map((one) => ({
      escalationId: one.escalationId,
      formKey: one.formKey,
      since: one.openedAt,
      ideation: one.ideation,
      hasBehavior: one.hasBehavior,
      open: openSteps(one, at),
    })),
  };
}

/** What is still to be done for an escalation at a moment, in the order in which it is due. */
export function openSteps({ steps, dueBy }: Escalation, at: Instant): HoldingEscalation["open"] {
  const done = new Set(steps.filter((one) => one.at <= at).map(({ step }) => step));
  return escalationStep.options
    .filter((step) => !done.has(step))
    .map((step) => ({ step, dueAt: dueBy[step], isOverdue: dueBy[step] < at }));
}

function isOpenAt({ openedAt, cleared }: Escalation, at: Instant): boolean {
  return openedAt <= at && (cleared === null || cleared.at > at);
}
