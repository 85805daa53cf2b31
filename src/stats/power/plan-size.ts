import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { normalCdf } from "../distributions/normal.ts";
import { designCharacteristics } from "../sequential/characteristics.ts";
import type { GroupSequentialDesign } from "../sequential/design.ts";
import type { Comparison } from "./comparison.ts";

/** A number of participants, of both groups together and of each. */
export type GroupSizes = { readonly n: number; readonly first: number; readonly second: number };

/** How many participants a trial needs; nothing is rounded. */
export type SizePlan = {
  readonly method: string;
  /** Of the trial that goes on to its last look. */
  readonly maximum: GroupSizes;
  /** Of the test at one look. */
  readonly fixed: GroupSizes;
  readonly looks: readonly PlannedLook[];
  /** On average, without effect, at half of it and at the effect. */
  readonly expected: {
    readonly noEffect: number | null;
    readonly halfEffect: number | null;
    readonly effect: number | null;
  };
  /** The probability, at the effect, of stopping before the last look. */
  readonly earlyStop: number;
  readonly drift: number;
};

/** A look of a trial in planning. */
export type PlannedLook = {
  readonly size: GroupSizes;
  /** The level of the look, on both sides together where there are two. */
  readonly level: number;
  /** The estimate at which the trial stops for efficacy; null where it does not. */
  readonly criticalEstimate: number | null;
  /** The same on the other side of a two-sided design. */
  readonly lowerCriticalEstimate: number | null;
  readonly futilityEstimate: number | null;
  /** The one-sided p-value of the bound for futility. */
  readonly futilityLevel: number | null;
  readonly rejectionProbability: number;
  readonly futilityProbability: number;
};

export function planSize(
  design: GroupSequentialDesign,
  comparison: Comparison,
): Result<SizePlan, InvalidInput> {
  const { alpha, beta, sides, powerOfBothSides } = design;
  const fixed = comparison.fixedSize({ alpha, beta, sides, bothSides: powerOfBothSides });
  if (fixed === undefined || !(fixed < 1e15)) return failed(invalidInput(unfound));
  const { inflationFactor, drift, expectedInformation, ...at } = designCharacteristics(design);
  if (inflationFactor === null || drift === null) return failed(invalidInput(unpowered));
  const maximum = fixed * inflationFactor;
  const expected = (information: number | null): number | null =>
    information === null ? null : information * fixed;
  const looks = plannedLooks(design, comparison, { maximum, direction: comparison.direction, ...at });
  return ok({
    method: comparison.method,
    maximum: sized(maximum, comparison),
    fixed: sized(fixed, comparison),
    looks,
    expected: {
      noEffect: expected(expectedInformation.noEffect),
      halfEffect: expected(expectedInformation.halfEffect),
      effect: expected(expectedInformation.effect),
    },
    earlyStop: stoppingBefore(looks),
    drift,
  });
}

const unfound: InputIssue = {
  path: "effect",
  message: "expected an effect that some number finds, got one on the null or too near it",
};

const unpowered: InputIssue = {
  path: "design",
  message: "expected a design that some effect gives its power, got one without",
};

export function sized(n: number, { firstShare }: Pick<Comparison, "firstShare">): GroupSizes {
  return { n, first: n * firstShare, second: n * (1 - firstShare) };
}

export function stoppingBefore(looks: readonly PlannedLook[]): number {
  return looks
    .slice(0, -1)
    .reduce((sum, look) => sum + look.rejectionProbability + look.futilityProbability, 0);
}

/** The looks of a trial with `maximum` participants, which rejects on the side that `direction` names. */
export function plannedLooks(
  design: GroupSequentialDesign,
  comparison: Comparison,
  chances: {
    readonly maximum: number;
    readonly direction: 1 | -1;
    readonly rejectionProbabilities: readonly number[];
    readonly futilityProbabilities: readonly number[];
  },
): readonly PlannedLook[] {
  const { sides } = design;
  return design.informationRates.map((rate, look) => {
    const n = chances.maximum * rate;
    const [critical, futility] = [design.criticalValues[look] ?? null, design.futilityBounds[look] ?? null];
    const side = sides === 2 ? 1 : chances.direction;
    const estimate = (z: number | null): number | null => (z === null ? null : comparison.estimateAt(z, n));
    return {
      size: sized(n, comparison),
      level: sides * (design.stageLevels[look] ?? 0),
      criticalEstimate: estimate(critical && side * critical),
      lowerCriticalEstimate: sides === 2 ? estimate(critical && -critical) : null,
      futilityEstimate: estimate(futility === null ? null : side * futility),
      futilityLevel: futility === null ? null : normalCdf(-futility),
      rejectionProbability: chances.rejectionProbabilities[look] ?? 0,
      futilityProbability: chances.futilityProbabilities[look] ?? 0,
    };
  });
}
