import { numberOf } from "../compile/number-of.ts";
import type { DoseRegimen } from "../model/intervention.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";
import { proveDoseLimits } from "./dose-limits.ts";

/** Doses that could exceed their limit, and regimens that differ between arms where a blinded person would see it. */
export function checkDoses(checking: Checking): readonly DesignFault[] {
  const { design, compiled } = checking;
  const paths = new Map(design.doseRegimens.map(({ id }, at) => [id, `doseRegimens.${at}`]));
  const exceeded = proveDoseLimits(compiled).filter(({ holds }) => !holds);
  return [
    ...exceeded.map(({ regimenId, armId, initial, supplemental, total, maximum }) =>
      error(
        "dose-exceeds-maximum",
        paths.get(regimenId) ?? "doseRegimens",
        `In arm ${armId}, ${initial} mg with ${supplemental} mg supplemental is ${total} mg, above the maximum of ${maximum} mg.`,
        "Lower the doses, or raise the maximum.",
      ),
    ),
    ...design.doseRegimens.flatMap((regimen, at) => checkRegimen(checking, regimen, `doseRegimens.${at}`)),
    ...checkCoverage(checking),
    ...(design.blinding?.schema === "open-label" ? [] : checkAlike(checking)),
  ];
}

function checkRegimen({ compiled }: Checking, regimen: DoseRegimen, path: string): readonly DesignFault[] {
  const { initialDose, encounterId, id } = regimen;
  const encounter = compiled.encounters.get(encounterId);
  return [
    ...when(
      initialDose.some((dose) => (numberOf(compiled.parameters, dose) ?? 0) < 0),
      () =>
        error(
          "dose-negative",
          `${path}.initialDose`,
          `A dose of ${id} is negative.`,
          "Give milligrams from 0.",
        ),
    ),
    ...when(encounter !== undefined && encounter.session !== "dosing", () =>
      error(
        "not-a-dosing-session",
        `${path}.encounterId`,
        `${encounterId} is no dosing session.`,
        "Set its session to dosing, or name another encounter.",
      ),
    ),
    ...checkSupplement(compiled, regimen, path),
  ];
}

function checkSupplement(
  { parameters }: Checking["compiled"],
  { id, supplementalFraction, supplementalWindow }: DoseRegimen,
  path: string,
): readonly DesignFault[] {
  const share = numberOf(parameters, supplementalFraction);
  const from = numberOf(parameters, supplementalWindow?.from);
  const to = numberOf(parameters, supplementalWindow?.to);
  return [
    ...when(share !== undefined && !(share > 0 && share <= 1), () =>
      error(
        "supplemental-share",
        `${path}.supplementalFraction`,
        `The supplemental dose of ${id} is ${share} of the initial dose.`,
        "Give a share above 0 and up to 1.",
      ),
    ),
    ...when((supplementalFraction === undefined) !== (supplementalWindow === undefined), () =>
      error(
        "supplemental-incomplete",
        path,
        `${id} needs both a share and a window for the supplemental dose, or neither.`,
        "Set both or remove both.",
      ),
    ),
    ...when(from !== undefined && to !== undefined && from > to, () =>
      error(
        "range-reversed",
        `${path}.supplementalWindow`,
        `The window of the supplemental dose of ${id} ends before it begins.`,
        "Exchange the two.",
      ),
    ),
  ];
}

/** Every arm needs its doses at every dosing session at which another arm has them. */
function checkCoverage({ design }: Checking): readonly DesignFault[] {
  const has = new Set(design.doseRegimens.map(({ armId, encounterId }) => `${armId} ${encounterId}`));
  const dosing = new Set(design.doseRegimens.map(({ encounterId }) => encounterId));
  const treated = design.arms.filter(({ type }) => type !== "no-intervention");
  return [...dosing].flatMap((encounterId) =>
    treated.flatMap(({ id }) =>
      when(!has.has(`${id} ${encounterId}`), () =>
        warning(
          "dose-missing",
          "doseRegimens",
          `Arm ${id} has no doses at ${encounterId}, another arm has.`,
          "Add a regimen, of 0 mg for a placebo.",
        ),
      ),
    ),
  );
}

/** What a blinded person sees of a session must be the same in every arm: route, supplement and its window, choices. */
function checkAlike({ design, compiled }: Checking): readonly DesignFault[] {
  const first = new Map<string, DoseRegimen>();
  return design.doseRegimens.flatMap((regimen, at) => {
    const { encounterId, initialDose } = regimen;
    const other = first.get(encounterId);
    if (!other) first.set(encounterId, regimen);
    if (!other) return [];
    const path = `doseRegimens.${at}`;
    const remedy = "Make them alike; a placebo has as many choices and its own supplement.";
    return [
      ...when(visible(compiled, regimen) !== visible(compiled, other), () =>
        error(
          "dose-unblinds",
          path,
          `At ${encounterId} the arms differ in route, supplemental dose or its window: whoever is blinded sees that.`,
          remedy,
        ),
      ),
      ...when(initialDose.length !== other.initialDose.length, () =>
        warning(
          "choices-differ",
          `${path}.initialDose`,
          `At ${encounterId} the arms differ in how many doses there are to choose from.`,
          remedy,
        ),
      ),
    ];
  });
}

function visible({ parameters }: Checking["compiled"], regimen: DoseRegimen): string {
  const { supplementalFraction, supplementalWindow: window, route } = regimen;
  const ends = [window?.from, window?.to].map((end) => numberOf(parameters, end));
  return JSON.stringify([supplementalFraction !== undefined, route, ...ends]);
}
