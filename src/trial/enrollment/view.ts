import { z } from "zod";
import type { CompiledDesign } from "#design";
import type { ParticipantState } from "../participant.ts";
import { randomizedView } from "../randomization/readiness-view.ts";
import { signatureStanding, signedHash } from "../signature/content.ts";

/** From screening to the end of taking part, with what was confirmed, moved and handed over on the way. */
export const enrollmentView = z.object({
  screeningStartedOn: z.string().nullable(),
  eligibilityConfirmedAt: z.string().nullable(),
  confirmations: z.array(
    z.object({
      at: z.enum(["screening", "enrollment", "randomization"]),
      confirmedAt: z.string(),
      by: z.string(),
      designVersion: z.string(),
      /** The data, or the version of the protocol, are no longer those that were confirmed. */
      isOutdated: z.boolean(),
    }),
  ),
  enrolledOn: z.string().nullable(),
  randomized: randomizedView,
  ended: z.object({ reason: z.string(), endedOn: z.string(), note: z.string().nullable() }).nullable(),
  screenFailure: z.object({ criteria: z.array(z.string()), why: z.string() }).nullable(),
  migrations: z.array(z.object({ toVersion: z.string(), at: z.string() })),
  transfers: z.array(z.object({ toSite: z.string(), effectiveOn: z.string() })),
});
export type EnrollmentView = z.infer<typeof enrollmentView>;

export function viewEnrollment(state: ParticipantState, design: CompiledDesign): EnrollmentView {
  const { enrollment } = state;
  const { ended, screenFailure, randomized } = enrollment;
  return {
    screeningStartedOn: enrollment.screeningStartedOn,
    eligibilityConfirmedAt: enrollment.confirmations.at(-1)?.confirmedAt ?? null,
    confirmations: viewConfirmations(state, design),
    enrolledOn: enrollment.enrolledOn,
    randomized: randomized && {
      randomizationNumber: randomized.randomizationNumber,
      randomizedOn: randomized.randomizedOn,
      designVersion: randomized.designVersion,
    },
    ended: ended && { reason: ended.reason, endedOn: ended.endedOn, note: ended.note?.freeText ?? null },
    screenFailure: screenFailure && {
      criteria: screenFailure.criteria.map((id) => design.criteria.get(id)?.criterion.identifier ?? id),
      why: screenFailure.why.freeText,
    },
    migrations: [...enrollment.migrations],
    transfers: [...enrollment.transfers],
  };
}

/** Every confirmation there has been, and whether it still holds. */
export function viewConfirmations(
  state: ParticipantState,
  { design }: CompiledDesign,
): EnrollmentView["confirmations"] {
  const hash = signedHash(state, { kind: "eligibility", id: "" });
  return state.enrollment.confirmations.map((confirmation) => {
    const { at, confirmedAt, signatureId, contentHash, designVersion } = confirmation;
    const signature = state.signatures.find((one) => one.signatureId === signatureId);
    const isOvertaken = contentHash !== hash || designVersion !== design.version;
    const isBroken = !signature || signatureStanding(state, signature).standing === "broken";
    return {
      at,
      confirmedAt,
      by: signature?.printedName ?? "",
      designVersion,
      // Until enrollment new data overtake a confirmation; after it, only a change of what it rests on does.
      isOutdated: state.enrollment.enrolledOn === null ? isOvertaken : isBroken,
    };
  });
}
