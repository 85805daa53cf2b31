import { type LevelDose, levelDoses, levelsOfRegimen } from "../compile/kit-doses.ts";
import { numberOf } from "../compile/number-of.ts";
import type { Checking } from "./checking.ts";
import { type DesignFault, error, when } from "./design-fault.ts";

/** Kits that would tell the arm, or that could not be packed once for every session. */
export function checkKits(checking: Checking): readonly DesignFault[] {
  if (!checking.design.kits) return [];
  return [
    ...checkRegimenLevels(checking),
    ...checkSameLevels(checking),
    ...checkOnePacking(checking),
    ...checkNumbers(checking),
  ];
}

function checkRegimenLevels({ design }: Checking): readonly DesignFault[] {
  const known = new Set(design.kits?.levels.map(({ id }) => id));
  return design.doseRegimens.flatMap((regimen, at) => {
    const path = `doseRegimens.${at}.levels`;
    const levels = levelsOfRegimen(regimen);
    const unknown = levels.filter((level) => !known.has(level));
    return [
      ...unknown.map((level) =>
        error(
          "unresolved-id",
          path,
          `There is no level ${level} among the kits.`,
          "Add it to kits.levels, or name one of them.",
        ),
      ),
      ...when(regimen.initialDose.length !== 1 && regimen.initialDose.length !== levels.length, () =>
        error(
          "levels-without-dose",
          path,
          `${regimen.id} has ${regimen.initialDose.length} doses for ${levels.length} levels.`,
          "Give one dose for each level, or one for all of them.",
        ),
      ),
    ];
  });
}

/** Whoever chooses a level does not know the arm: at one session every arm has the same levels. */
function checkSameLevels({ design }: Checking): readonly DesignFault[] {
  const first = new Map<string, string>();
  return design.doseRegimens.flatMap((regimen, at) => {
    const levels = [...levelsOfRegimen(regimen)].sort().join(", ");
    const other = first.get(regimen.encounterId) ?? levels;
    first.set(regimen.encounterId, other);
    return when(levels !== other, () =>
      error(
        "levels-unblind",
        `doseRegimens.${at}.levels`,
        `At ${regimen.encounterId} one arm has the levels ${other}, another ${levels}.`,
        "Name the same levels in every arm; one dose may stand for several.",
      ),
    );
  });
}

/** A kit is packed before anybody knows for which session: a level holds the same in an arm, whichever session it is for. */
function checkOnePacking({ design, compiled }: Checking): readonly DesignFault[] {
  const first = new Map<string, LevelDose>();
  return levelDoses(compiled).flatMap((dose) => {
    const key = `${dose.armId} ${dose.level}`;
    const other = first.get(key) ?? dose;
    first.set(key, other);
    const isSame = other.initial === dose.initial && other.supplemental === dose.supplemental;
    const at = design.doseRegimens.findIndex(
      ({ armId, encounterId }) => armId === dose.armId && encounterId === dose.encounterId,
    );
    return when(!isSame, () =>
      error(
        "level-ambiguous",
        `doseRegimens.${at}.levels`,
        `In arm ${dose.armId} level ${dose.level} holds ${dose.initial} mg at ${dose.encounterId} and ${other.initial} mg at ${other.encounterId}.`,
        "Give different doses levels of their own.",
      ),
    );
  });
}

function checkNumbers({ design, compiled }: Checking): readonly DesignFault[] {
  const { kits } = design;
  if (!kits) return [];
  const numbers = ["assignAhead", "resupplyBelow", "expiryMargin", "countEvery"] as const;
  return numbers.flatMap((name) => {
    const value = numberOf(compiled.parameters, kits[name]);
    const least = name === "countEvery" ? 1 : 0;
    return when(value !== undefined && !(Number.isInteger(value) && value >= least), () =>
      error(
        "kit-number",
        `kits.${name}`,
        `${name} is ${value}, which is no whole number from ${least}.`,
        `Give a whole number from ${least}.`,
      ),
    );
  });
}
