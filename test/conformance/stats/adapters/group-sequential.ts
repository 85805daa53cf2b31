import { designCharacteristics, type GroupSequentialDesign } from "#stats";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { designOf, fullSpec } from "./design-spec.ts";

const names = new Set([
  "groupSequential",
  "getDesignGroupSequential",
  "designGroupSequential",
  "inverseNormal",
  "getDesignInverseNormal",
  "designInverseNormal",
]);

/** rpact's getDesignGroupSequential and getDesignInverseNormal with getDesignCharacteristics. */
export const adapters: readonly Adapter[] = [
  {
    name: "group-sequential design",
    takes: (golden) => names.has(String(golden.spec["fn"])),
    answer,
  },
];

function answer(golden: GoldenCase): Answer {
  const design = designOf(fullSpec(golden));
  return { figures: { ...boundaries(design), ...characteristics(design) } };
}

export function boundaries(design: GroupSequentialDesign): Readonly<Record<string, unknown>> {
  const [first = 0] = design.alphaSpent;
  return {
    // Where R's 1 - alpha is 1 rpact has no bound.
    criticalValues: design.criticalValues.map((z, look) =>
      z === null || (look === 0 && 1 - first / design.sides > 1 - 4e-16 * 25) ? "Infinity" : z,
    ),
    stageLevels: design.stageLevels,
    alphaSpent: design.alphaSpent,
    futilityBounds: design.futilityBounds.map((bound) => bound ?? (design.sides === 1 ? -6 : null)),
    betaSpent: design.betaSpent,
    power: design.betaSpent === null ? null : undefined,
    bindingFutility: design.bindingFutility,
    deltaWT: design.delta,
    informationRates: design.informationRates,
  };
}

function characteristics(design: GroupSequentialDesign): Readonly<Record<string, unknown>> {
  const { drift, inflationFactor, expectedInformation, ...at } = designCharacteristics(design);
  const single = design.informationRates.length === 1;
  const averages = single ? [] : undefined;
  const nFixed = drift === null || inflationFactor === null ? null : drift ** 2 / inflationFactor;
  return {
    shift: drift === null ? null : drift ** 2,
    nFixed,
    inflationFactor,
    averageSampleNumber1: averages ?? expectedInformation.effect,
    averageSampleNumber01: averages ?? expectedInformation.halfEffect,
    averageSampleNumber0: averages ?? expectedInformation.noEffect,
    rejectionProbabilities: single ? [null] : at.rejectionProbabilities,
    futilityProbabilities: at.futilityProbabilities,
    information: drift === null || single ? null : design.informationRates.map((rate) => rate * drift ** 2),
    power: cumulative(at.rejectionProbabilities),
  };
}

function cumulative(values: readonly number[]): readonly number[] {
  return values.map((_, index) => values.slice(0, index + 1).reduce((sum, item) => sum + item, 0));
}
