import type { CompiledDesign } from "../compile/compiled-design.ts";
import { numberOf } from "../compile/number-of.ts";

/** For one choice of the initial dose: the most that a session can come to, and whether that is within its limit. */
export type DoseProof = {
  readonly regimenId: string;
  readonly armId: string;
  readonly encounterId: string;
  readonly substance: string;
  readonly initial: number;
  readonly supplemental: number;
  readonly total: number;
  readonly maximum: number;
  readonly holds: boolean;
};

/**
 * Goes through every dose that the design allows, arm by arm and session by session, in milligrams: the whole proof
 * that no session exceeds its maximum, the supplemental dose being the written share of the initial one. A regimen
 * whose numbers are not known has no lines and is a fault of its own.
 */
export function proveDoseLimits({ design, parameters }: CompiledDesign): readonly DoseProof[] {
  return design.doseRegimens.flatMap((regimen) => {
    const maximum = numberOf(parameters, regimen.maximumPerSession);
    const share =
      regimen.supplementalFraction === undefined ? 0 : numberOf(parameters, regimen.supplementalFraction);
    if (maximum === undefined || share === undefined) return [];
    return regimen.initialDose.flatMap((dose) => {
      const initial = numberOf(parameters, dose);
      if (initial === undefined) return [];
      const supplemental = milligrams(initial * share);
      const total = milligrams(initial + supplemental);
      const { id, armId, encounterId, substance } = regimen;
      const proof = { regimenId: id, armId, encounterId, substance, initial, supplemental, total, maximum };
      return [{ ...proof, holds: total <= maximum }];
    });
  });
}

/** To a millionth of a milligram, so that 0.1 + 0.2 is 0.3. */
function milligrams(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
