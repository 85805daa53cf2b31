import type { DoseRegimen } from "../model/intervention.ts";
import type { CompiledDesign } from "./compiled-design.ts";
import { numberOf } from "./number-of.ts";

/** What a kit is for: the dose of the session's beginning, or the one that may follow. */
export type KitKind = "initial" | "supplemental";

/** What an arm's participant swallows at a session when a level was chosen, in milligrams. */
export type LevelDose = {
  readonly armId: string;
  readonly encounterId: string;
  readonly level: string;
  readonly initial: number;
  /** 0 where the session has no supplemental dose. */
  readonly supplemental: number;
  readonly maximum: number;
};

type Doses = Pick<CompiledDesign, "design" | "parameters">;

/** The levels to choose from at a session, the same in every arm; none where nothing is swallowed or the design plans no kits. */
export function levelsAt({ design }: Pick<Doses, "design">, encounterId: string): readonly string[] {
  if (!design.kits) return [];
  const regimen = design.doseRegimens.find((one) => one.encounterId === encounterId);
  return regimen ? levelsOfRegimen(regimen) : [];
}

/** The kinds of kit that a session needs. */
export function kitKindsAt({ design }: Pick<Doses, "design">, encounterId: string): readonly KitKind[] {
  const regimens = design.doseRegimens.filter((one) => one.encounterId === encounterId);
  if (!design.kits || regimens.length === 0) return [];
  const isSupplemented = regimens.some(({ supplementalFraction }) => supplementalFraction !== undefined);
  return isSupplemented ? ["initial", "supplemental"] : ["initial"];
}

/** As the regimen names them; where it names none, by their place: 1, 2 … */
export function levelsOfRegimen({ levels, initialDose }: DoseRegimen): readonly string[] {
  return levels ?? initialDose.map((_, at) => String(at + 1));
}

/** Every dose that the design allows, level by level. A regimen whose numbers are not known has no lines. */
export function levelDoses({ design, parameters }: Doses): readonly LevelDose[] {
  return design.doseRegimens.flatMap((regimen) => {
    const { armId, encounterId, initialDose, supplementalFraction } = regimen;
    const maximum = numberOf(parameters, regimen.maximumPerSession);
    const share = supplementalFraction === undefined ? 0 : numberOf(parameters, supplementalFraction);
    if (maximum === undefined || share === undefined) return [];
    return levelsOfRegimen(regimen).flatMap((level, at) => {
      const initial = numberOf(parameters, initialDose.length === 1 ? initialDose[0] : initialDose[at]);
      if (initial === undefined) return [];
      const supplemental = Math.round(initial * share * 1e6) / 1e6;
      return [{ armId, encounterId, level, initial, supplemental, maximum }];
    });
  });
}

/** What every arm gets at a level, whichever session it is for: what is packed into kits of that level. In the order of the arms. */
export function packedDoses(doses: Doses, level: string): readonly LevelDose[] {
  const known = levelDoses(doses).filter((dose) => dose.level === level);
  return doses.design.arms.flatMap(({ id }) => known.find(({ armId }) => armId === id) ?? []);
}
