import { type FisherMethod, fisherDesign } from "#stats";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { flagOf, fullSpec, numberOf, numbersOf, type Spec, textOf, value } from "./design-spec.ts";

const names = new Set(["designFisher", "getDesignFisher", "fisherCombination", "fisher"]);

/** rpact's getDesignFisher. */
export const adapters: readonly Adapter[] = [
  {
    name: "Fisher's combination design",
    takes: ({ spec }) => names.has(String(spec["fn"])),
    answer,
  },
];

function answer(golden: GoldenCase): Answer {
  const spec = fullSpec(golden);
  const design = fisherOf(spec);
  return {
    figures: {
      ...design,
      scale: design.weights,
      alpha0Vec: design.futilityPValues,
      simAlpha: null,
      nonStochasticCurtailment: new Set(design.criticalValues).size === 1 && design.criticalValues.length > 1,
    },
  };
}

export function fisherOf(spec: Spec) {
  const futility = numbersOf(spec, "alpha0Vec");
  return value(
    fisherDesign({
      stages: numbersOf(spec, "informationRates") ?? numberOf(spec, "kMax") ?? 3,
      alpha: numberOf(spec, "alpha") ?? numbersOf(spec, "userAlphaSpending")?.at(-1) ?? 0.025,
      method: methodOf(spec),
      ...(futility === undefined ? {} : { futilityPValues: futility }),
      bindingFutility: futility !== undefined && (flagOf(spec, "bindingFutility") ?? true),
    }),
  );
}

function methodOf(spec: Spec): FisherMethod {
  const name = textOf(spec, "method") ?? "equalAlpha";
  if (name === "fullAlpha") return { kind: "full-alpha" };
  if (name === "noInteraction") return { kind: "no-interaction" };
  if (name === "userDefinedAlpha")
    return { kind: "user", cumulative: numbersOf(spec, "userAlphaSpending") ?? [] };
  return { kind: "equal-alpha" };
}
