import type { Instruments } from "../instrument-catalog.ts";
import type { StudyDesign } from "../model/study-design.ts";
import { checkAccess } from "./check-access.ts";
import { checkArmGuesses } from "./check-arm-guesses.ts";
import { checkBlinding } from "./check-blinding.ts";
import { checkClosedReports } from "./check-closed-reports.ts";
import { checkComputation } from "./check-computation.ts";
import { checkConsents } from "./check-consents.ts";
import { checkDoses } from "./check-doses.ts";
import { checkExpressions } from "./check-expressions.ts";
import { checkIds } from "./check-ids.ts";
import { checkItems } from "./check-items.ts";
import { checkKits } from "./check-kits.ts";
import { checkOrder } from "./check-order.ts";
import { checkOversight } from "./check-oversight.ts";
import { checkParameters } from "./check-parameters.ts";
import { checkRandomization } from "./check-randomization.ts";
import { checkRating } from "./check-rating.ts";
import { checkReferences } from "./check-references.ts";
import { checkSafety } from "./check-safety.ts";
import { checkSchedule } from "./check-schedule.ts";
import { checkSessions } from "./check-sessions.ts";
import { checkStructure } from "./check-structure.ts";
import { checkTexts } from "./check-texts.ts";
import { checkUnblinding } from "./check-unblinding.ts";
import { checkUsage } from "./check-usage.ts";
import { type Checking, startChecking } from "./checking.ts";
import type { DesignFault } from "./design-fault.ts";

const checks: readonly ((checking: Checking) => readonly DesignFault[])[] = [
  checkIds,
  checkReferences,
  checkParameters,
  checkTexts,
  checkStructure,
  checkSchedule,
  checkOrder,
  checkItems,
  checkExpressions,
  checkComputation,
  checkAccess,
  checkBlinding,
  checkUnblinding,
  checkRating,
  checkSafety,
  checkOversight,
  checkArmGuesses,
  checkClosedReports,
  checkDoses,
  checkKits,
  checkSessions,
  checkRandomization,
  checkConsents,
  checkUsage,
];

/**
 * Everything about a design that its shape alone does not show: what cannot work (errors) and what is probably not
 * meant (warnings), each with its place and what to do. A design with errors is not fit to be published.
 */
export function checkStudyDesign(design: StudyDesign, instruments: Instruments): readonly DesignFault[] {
  const checking = startChecking(design, instruments);
  return checks.flatMap((check) => check(checking));
}
