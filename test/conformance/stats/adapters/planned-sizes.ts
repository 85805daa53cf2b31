import type { InvalidInput, Result } from "#kernel";
import {
  type Allocation,
  type GroupSequentialDesign,
  meansPower,
  meansSize,
  type PlannedLook,
  type PowerPlan,
  ratesPower,
  ratesSize,
  type SizePlan,
  singleRatePower,
  singleRateSize,
} from "#stats";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { flagOf, fullSpec, namedDesign, numberOf, numbersOf, type Spec, value } from "./design-spec.ts";

const asked = /^(get)?(sampleSize|power)(Means|Rates)\b/i;

/** rpact's getSampleSizeMeans, getSampleSizeRates, getPowerMeans and getPowerRates. */
export const adapters: readonly Adapter[] = [
  {
    name: "sample size and power of means and rates",
    takes: ({ spec }) => asked.test(String(spec["fn"])),
    answer,
  },
];

function answer(golden: GoldenCase): Answer {
  const spec = fullSpec(golden);
  const [, , kind = "", outcome = ""] = asked.exec(String(spec["fn"])) ?? [];
  const design = namedDesign(spec);
  const power = kind.toLowerCase() === "power";
  const effects = effectsOf(spec, outcome, power);
  if (power)
    return { figures: powerFigures(effects.map((effect) => powerOf(spec, outcome, design, effect))) };
  return {
    figures: sizeFigures(
      effects.map((effect) => sizeOf(spec, outcome, design, effect)),
      design,
    ),
  };
}

function effectsOf(spec: Spec, outcome: string, power: boolean): readonly number[] {
  if (outcome === "Means")
    return numbersOf(spec, "alternative") ?? (power ? [0, 0.2, 0.4, 0.6, 0.8, 1] : [0.2, 0.4, 0.6, 0.8, 1]);
  return numbersOf(spec, "pi1") ?? (power ? [0.2, 0.3, 0.4, 0.5] : [0.4, 0.5, 0.6]);
}

function sizeOf(spec: Spec, outcome: string, design: GroupSequentialDesign, effect: number): SizePlan {
  if (outcome === "Means") return value(meansSize({ ...meansQuestion(spec, effect), design }));
  if (numberOf(spec, "groups") === 1) {
    const test = flagOf(spec, "normalApproximation") === false ? "exact" : "normal";
    const nullRate = numberOf(spec, "thetaH0") ?? 0;
    return value(singleRateSize({ rate: effect, nullRate, test, design }));
  }
  return value(ratesSize({ ...ratesQuestion(spec, effect), design }));
}

function powerOf(spec: Spec, outcome: string, design: GroupSequentialDesign, effect: number): PowerPlan {
  const rejects = flagOf(spec, "directionUpper") === false ? "below" : "above";
  const how = { design, n: numberOf(spec, "maxNumberOfSubjects") ?? 0, rejects } as const;
  return value(powerResult(spec, outcome, effect, how));
}

function powerResult(
  spec: Spec,
  outcome: string,
  effect: number,
  how: { readonly design: GroupSequentialDesign; readonly n: number; readonly rejects: "above" | "below" },
): Result<PowerPlan, InvalidInput> {
  if (outcome === "Means") return meansPower({ ...meansQuestion(spec, effect), ...how });
  if (numberOf(spec, "groups") === 1)
    return singleRatePower({ rate: effect, nullRate: numberOf(spec, "thetaH0") ?? 0, ...how });
  return ratesPower({ ...ratesQuestion(spec, effect), ...how });
}

function meansQuestion(spec: Spec, effect: number) {
  const ratio = flagOf(spec, "meanRatio") ?? false;
  return {
    groups: numberOf(spec, "groups") === 1 ? 1 : 2,
    effect,
    nullEffect: numberOf(spec, "thetaH0") ?? (ratio ? 1 : 0),
    scale: ratio ? "ratio" : "difference",
    standardDeviation: numberOf(spec, "stDev") ?? 1,
    allocationRatio: allocationOf(spec),
    test: flagOf(spec, "normalApproximation") === true ? "normal" : "t",
  } as const;
}

function ratesQuestion(spec: Spec, first: number) {
  const ratio = flagOf(spec, "riskRatio") ?? false;
  return {
    first,
    second: numberOf(spec, "pi2") ?? 0.2,
    scale: ratio ? "ratio" : "difference",
    nullEffect: numberOf(spec, "thetaH0") ?? (ratio ? 1 : 0),
    allocationRatio: allocationOf(spec),
  } as const;
}

function allocationOf(spec: Spec): Allocation {
  const ratio = numberOf(spec, "allocationRatioPlanned") ?? 1;
  return ratio === 0 ? "optimal" : ratio;
}

function sizeFigures(
  plans: readonly SizePlan[],
  design: GroupSequentialDesign,
): Readonly<Record<string, unknown>> {
  const single = design.informationRates.length === 1;
  const staged = single
    ? {}
    : {
        expectedNumberOfSubjectsH0: plans.map(({ expected }) => expected.noEffect),
        expectedNumberOfSubjectsH01: plans.map(({ expected }) => expected.halfEffect),
        expectedNumberOfSubjectsH1: plans.map(({ expected }) => expected.effect),
        ...chances(plans.slice(0, 1)),
      };
  return {
    ...sizes(plans),
    ...estimates(plans),
    ...staged,
    nFixed: plans.map(({ fixed }) => fixed.n),
    nFixed1: plans.map(({ fixed }) => fixed.first),
    nFixed2: plans.map(({ fixed }) => fixed.second),
    allocationRatioPlanned: plans.map(({ fixed }) => fixed.first / fixed.second),
  };
}

function powerFigures(plans: readonly PowerPlan[]): Readonly<Record<string, unknown>> {
  // The estimates at the bounds depend on the size alone.
  const [first] = plans;
  const one = first === undefined ? [] : [first];
  return {
    ...sizes(one),
    ...estimates(one),
    ...chances(plans),
    overallReject: plans.map(({ power }) => power),
    futilityStop: plans.map(({ futilityStop }) => futilityStop),
    expectedNumberOfSubjects: plans.map(({ expected }) => expected),
    drift: plans.map(({ drift }) => drift),
  };
}

type AnyPlan = Pick<SizePlan, "maximum" | "looks" | "earlyStop">;

function sizes(plans: readonly AnyPlan[]): Readonly<Record<string, unknown>> {
  return {
    maxNumberOfSubjects: plans.map(({ maximum }) => maximum.n),
    maxNumberOfSubjects1: plans.map(({ maximum }) => maximum.first),
    maxNumberOfSubjects2: plans.map(({ maximum }) => maximum.second),
    numberOfSubjects: each(plans, ({ size }) => size.n),
    numberOfSubjects1: each(plans, ({ size }) => size.first),
    numberOfSubjects2: each(plans, ({ size }) => size.second),
  };
}

function estimates(plans: readonly AnyPlan[]): Readonly<Record<string, unknown>> {
  const upper = each(plans, ({ criticalEstimate }) => criticalEstimate);
  return {
    criticalValuesEffectScale: upper,
    criticalValuesEffectScaleUpper: upper,
    criticalValuesEffectScaleLower: each(plans, ({ lowerCriticalEstimate }) => lowerCriticalEstimate),
    criticalValuesPValueScale: each(plans.slice(0, 1), ({ level }) => level),
    futilityBoundsEffectScale: early(plans, ({ futilityEstimate }) => futilityEstimate),
    futilityBoundsPValueScale: early(plans.slice(0, 1), ({ futilityLevel }) => futilityLevel),
  };
}

function chances(plans: readonly AnyPlan[]): Readonly<Record<string, unknown>> {
  return {
    earlyStop: plans.map(({ earlyStop }) => earlyStop),
    rejectPerStage: each(plans, ({ rejectionProbability }) => rejectionProbability),
    futilityPerStage: early(plans, ({ futilityProbability }) => futilityProbability),
    futilityStop: plans.map(({ looks }) => looks.reduce((sum, look) => sum + look.futilityProbability, 0)),
  };
}

function each<T>(plans: readonly AnyPlan[], figure: (look: PlannedLook) => T): readonly T[] {
  return plans.flatMap(({ looks }) => looks.map(figure));
}

function early<T>(plans: readonly AnyPlan[], figure: (look: PlannedLook) => T): readonly T[] {
  return plans.flatMap(({ looks }) => looks.slice(0, -1).map(figure));
}
