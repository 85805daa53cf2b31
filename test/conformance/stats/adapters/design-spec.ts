import type { InvalidInput, Result } from "#kernel";
import {
  type DesignOptions,
  type EfficacyRule,
  type FutilityRule,
  type GroupSequentialDesign,
  groupSequentialDesign,
  type SpendingFunction,
} from "#stats";
import type { Adapter, GoldenCase } from "../adapter.ts";

export const adapters: readonly Adapter[] = [];

export type Spec = Readonly<Record<string, unknown>>;

export function numberOf(spec: Spec, name: string): number | undefined {
  const value = spec[name];
  return typeof value === "number" ? value : undefined;
}

export function numbersOf(spec: Spec, name: string): readonly number[] | undefined {
  const value = spec[name];
  if (typeof value === "number") return [value];
  if (!Array.isArray(value)) return undefined;
  return value.map((item) =>
    item === "-Infinity" || item === "-Inf"
      ? Number.NEGATIVE_INFINITY
      : item === "Infinity"
        ? Number.POSITIVE_INFINITY
        : Number(item),
  );
}

export function flagOf(spec: Spec, name: string): boolean | undefined {
  const value = spec[name];
  return typeof value === "boolean" ? value : undefined;
}

export function textOf(spec: Spec, name: string): string | undefined {
  const value = spec[name];
  return typeof value === "string" ? value : undefined;
}

export function value<T>(result: Result<T, InvalidInput>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/**
 * The options of a case: those of `spec`, and where it is silent the plain ones that the R call writes down.
 */
export function fullSpec({ spec, call }: GoldenCase): Spec {
  const written: Record<string, unknown> = {};
  for (const [, name = "", text = ""] of call.matchAll(
    /([A-Za-z0-9]+) = (-?[0-9.][0-9.eE+-]*|TRUE|FALSE|"[^"]*"|c\([-0-9., ]*\))/g,
  )) {
    if (name in written) continue;
    if (text === "TRUE" || text === "FALSE") written[name] = text === "TRUE";
    else if (text.startsWith('"')) written[name] = text.slice(1, -1);
    else if (text.startsWith("c(")) written[name] = text.slice(2, -1).split(",").map(Number);
    else if (text.endsWith("L")) written[name] = Number(text.slice(0, -1));
    else written[name] = Number(text);
  }
  return { ...written, ...spec };
}

/** rpact's names of a design, and its defaults, as our options. */
export function designOptions(spec: Spec): DesignOptions {
  const rates = numbersOf(spec, "informationRates");
  const futility = futilityRule(spec);
  const sides = (numberOf(spec, "sided") ?? 1) as 1 | 2;
  const alpha = numberOf(spec, "alpha");
  return {
    looks: rates ?? numberOf(spec, "kMax") ?? numbersOf(spec, "futilityBounds")?.length ?? 3,
    efficacy: efficacyRule(spec),
    ...(futility === undefined ? {} : { futility }),
    alpha: alpha ?? userEnd(spec, "userAlphaSpending") ?? 0.025,
    beta: numberOf(spec, "beta") ?? userEnd(spec, "userBetaSpending") ?? 0.2,
    sides,
    powerOfBothSides: flagOf(spec, "twoSidedPower") ?? false,
  };
}

function userEnd(spec: Spec, name: string): number | undefined {
  return numbersOf(spec, name)?.at(-1);
}

function efficacyRule(spec: Spec): EfficacyRule {
  const type = textOf(spec, "typeOfDesign") ?? "OF";
  const looks = numbersOf(spec, "informationRates")?.length ?? numberOf(spec, "kMax") ?? 3;
  if (looks === 1) return { kind: "none-early" };
  if (type === "OF") return { kind: "obrien-fleming" };
  if (type === "P") return { kind: "pocock" };
  if (type === "WT") return { kind: "wang-tsiatis", delta: numberOf(spec, "deltaWT") ?? 0 };
  if (type === "WToptimum")
    return { kind: "wang-tsiatis-optimum", criterion: criterionOf(spec), grid: 0.001 };
  if (type === "HP") return { kind: "haybittle-peto", early: numberOf(spec, "constantBoundsHP") ?? 3 };
  if (type === "noEarlyEfficacy") return { kind: "none-early" };
  if (type === "PT") {
    return {
      kind: "pampallona-tsiatis",
      delta1: numberOf(spec, "deltaPT1") ?? 0,
      delta0: numberOf(spec, "deltaPT0") ?? 0,
      binding: flagOf(spec, "bindingFutility") ?? false,
    };
  }
  return { kind: "spending", spending: spendingOf(type.slice(2), spec, "A") };
}

function criterionOf(spec: Spec): "H1" | "H1+maximum" | "sum" {
  const named = textOf(spec, "optimizationCriterion") ?? "ASNH1";
  return named === "ASNsum" ? "sum" : named === "ASNIFH1" ? "H1+maximum" : "H1";
}

function spendingOf(family: string, spec: Spec, side: "A" | "B"): SpendingFunction {
  const gamma = numberOf(spec, `gamma${side}`);
  if (family === "OF") return { family: "obrien-fleming" };
  if (family === "P") return { family: "pocock" };
  if (family === "KD") return { family: "kim-demets", power: gamma ?? 1 };
  if (family === "HSD") return { family: "hwang-shih-decani", gamma: gamma ?? 0 };
  const name = side === "A" ? "userAlphaSpending" : "userBetaSpending";
  const cumulative = numbersOf(spec, name) ?? [];
  return {
    family: "user",
    cumulative: side === "A" ? cumulative.map((x) => x / (numberOf(spec, "sided") ?? 1)) : cumulative,
  };
}

function futilityRule(spec: Spec): FutilityRule | undefined {
  const binding = flagOf(spec, "bindingFutility") ?? false;
  const type = textOf(spec, "typeBetaSpending") ?? "none";
  const spends =
    textOf(spec, "typeOfDesign")?.startsWith("as") || textOf(spec, "typeOfDesign") === "noEarlyEfficacy";
  if (type !== "none" && spends) {
    const skipped = flagOf(spec, "betaAdjustment") === false ? "carried" : "redistributed";
    return { kind: "beta-spending", spending: spendingOf(type.slice(2), spec, "B"), binding, skipped };
  }
  const bounds = numbersOf(spec, "futilityBounds");
  if (bounds === undefined || (numberOf(spec, "sided") ?? 1) === 2) return undefined;
  return { kind: "bounds", bounds: bounds.map((bound) => (bound > -6 ? bound : null)), binding };
}

export function designOf(spec: Spec): GroupSequentialDesign {
  return value(groupSequentialDesign(designOptions(spec)));
}

/** The designs that cases name without describing them. */
const wellKnown: Readonly<Record<string, Spec>> = {
  D2: { informationRates: [0.6, 1], typeOfDesign: "asOF", futilityBounds: [0], beta: 0.1 },
  D3: { kMax: 3, typeOfDesign: "asOF", beta: 0.1 },
  IN: { kMax: 3, typeOfDesign: "asOF", beta: 0.2 },
};

/** The options of the design that a case of size, power or analysis rests on: named, written out, or a test at one look. */
export function namedDesignSpec(spec: Spec): Spec {
  const { design } = spec;
  if (typeof design === "string" && design in wellKnown) return { ...wellKnown[design], ...designPart(spec) };
  if (typeof design === "object" && design !== null && !Array.isArray(design)) return design as Spec;
  const own = designPart(spec);
  const staged = ["kMax", "informationRates", "futilityBounds"].some((name) => name in own);
  return staged ? own : { kMax: 1, ...own };
}

export function namedDesign(spec: Spec): GroupSequentialDesign {
  return designOf(namedDesignSpec(spec));
}

const designNames = [
  "kMax",
  "alpha",
  "beta",
  "sided",
  "informationRates",
  "futilityBounds",
  "typeOfDesign",
  "deltaWT",
  "deltaPT1",
  "deltaPT0",
  "optimizationCriterion",
  "gammaA",
  "typeBetaSpending",
  "userAlphaSpending",
  "userBetaSpending",
  "gammaB",
  "bindingFutility",
  "betaAdjustment",
  "constantBoundsHP",
  "twoSidedPower",
] as const;

function designPart(spec: Spec): Spec {
  return Object.fromEntries(designNames.flatMap((name) => (name in spec ? [[name, spec[name]]] : [])));
}
