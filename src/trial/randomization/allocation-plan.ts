import { type CompiledDesign, levelsOfFactor, numberOf, type RandomizationPlan } from "#design";
import {
  contentHash,
  failed,
  type InputIssue,
  type InvalidInput,
  ok,
  type Result,
  type Sha256,
} from "#kernel";

/** An arm and its share in the ratio, a whole number. */
export type WeightedArm = { readonly armId: string; readonly weight: number };

/** Something whose values the arms are to be balanced over. The site's id is `site`; its levels are not in the design. */
export type AllocationFactor = {
  readonly id: string;
  readonly label: string;
  /** Values with their labels; undefined for the site. */
  readonly levels: ReadonlyMap<string, string> | undefined;
  /** How much its imbalance counts in minimization. */
  readonly weight: number;
};

/** At most so many participants with a value of a factor. */
export type EnrollmentCap = {
  readonly factorId: string;
  readonly level: string;
  readonly most: number;
  /** What `most` comes from: a share of the planned enrollment, or a count of its own. */
  readonly from: { readonly share: number; readonly planned: number } | "count";
};

/** A treatment of a factorial design, and which of its levels each arm gets. */
export type TreatmentFactor = {
  readonly id: string;
  readonly label: string;
  readonly levels: ReadonlyMap<string, string>;
  readonly levelOfArm: ReadonlyMap<string, string>;
};

/** How the imbalance of one factor's level over the arms is told in one number (Pocock and Simon 1975, section 3.1). */
export type ImbalanceFunction = "range" | "variance" | "standard-deviation";

/** How arms are allotted: the design's plan with every number filled in. It holds no seed and no arm of anybody. */
export type AllocationPlan = {
  readonly method: RandomizationPlan["method"];
  /** In the order of the design, which drawing depends on. */
  readonly arms: readonly WeightedArm[];
  readonly factors: readonly AllocationFactor[];
  /** Lengths of permuted blocks, of which each block takes one at random. */
  readonly blockSizes: readonly number[];
  /** With which probability minimization gives the arm that balances best; of arms that weigh more it is higher. */
  readonly followProbability: number;
  readonly imbalance: ImbalanceFunction;
  readonly treatmentFactors: readonly TreatmentFactor[];
  readonly caps: readonly EnrollmentCap[];
  readonly plannedEnrollment: number | undefined;
};

/** The id of the site among the factors. */
export const siteFactorId = "site";

/** The plan of a design without faults; invalid input where there is none, or a number of it is missing. */
export function allocationPlan(compiled: CompiledDesign): Result<AllocationPlan, InvalidInput> {
  const { randomization, population } = compiled.design;
  if (!randomization)
    return failed(invalid([{ path: "randomization", message: "The design randomizes nobody." }]));
  const issues: InputIssue[] = [];
  const number = numbersOf(compiled, issues);
  const plan: AllocationPlan = {
    method: randomization.method,
    arms: randomization.ratio.map(({ armId, weight }) => ({ armId, weight })),
    factors: factorsOf(compiled, randomization, number),
    blockSizes: blockSizesOf(randomization),
    followProbability: number("randomization.randomElement", randomization.randomElement, 1),
    imbalance: randomization.imbalance ?? "range",
    treatmentFactors: treatmentFactorsOf(randomization),
    caps: capsOf(randomization, population?.plannedEnrollment, number),
    plannedEnrollment: population?.plannedEnrollment,
  };
  return issues.length > 0 ? failed(invalid(issues)) : ok(plan);
}

function invalid(issues: readonly InputIssue[]): InvalidInput {
  return { kind: "invalid-input", issues };
}

type Numbers = (path: string, value: Parameters<typeof numberOf>[1], otherwise?: number) => number;

function numbersOf({ parameters }: CompiledDesign, issues: InputIssue[]): Numbers {
  return (path, value, otherwise) => {
    const number = value === undefined ? otherwise : numberOf(parameters, value);
    if (number === undefined)
      issues.push({ path, message: "expected a number, or a parameter that holds one" });
    return number ?? Number.NaN;
  };
}

function factorsOf(
  compiled: CompiledDesign,
  { factors, site }: RandomizationPlan,
  number: Numbers,
): readonly AllocationFactor[] {
  const weight = number("randomization.site.weight", site?.weight, 1);
  const sites = { id: siteFactorId, label: "Site", levels: undefined, weight };
  const items = factors.map((factor, at) => ({
    id: factor.id,
    label: factor.label,
    levels: levelsOfFactor(compiled, factor.id),
    weight: number(`randomization.factors.${at}.weight`, factor.weight, 1),
  }));
  return site?.balance === false ? items : [sites, ...items];
}

/** Where the design names no block sizes: twice and three times the sum of the weights. */
function blockSizesOf({ ratio, blockSizes }: RandomizationPlan): readonly number[] {
  const sum = ratio.reduce((total, { weight }) => total + weight, 0);
  return blockSizes ?? [2 * sum, 3 * sum];
}

function treatmentFactorsOf({ ratio, treatmentFactors }: RandomizationPlan): readonly TreatmentFactor[] {
  return (treatmentFactors ?? []).map(({ id, label, levels }) => ({
    id,
    label,
    levels: new Map(levels.map((level) => [level.id, level.label])),
    levelOfArm: new Map(
      ratio.flatMap(({ armId, levels: given }) => {
        const level = given?.[id];
        return level === undefined ? [] : [[armId, level] as const];
      }),
    ),
  }));
}

function capsOf(
  { caps }: RandomizationPlan,
  planned: number | undefined,
  number: Numbers,
): readonly EnrollmentCap[] {
  return caps.map(({ factorId, value, share, count }, at) => {
    const path = `randomization.caps.${at}`;
    const level = { factorId, level: value };
    if (share === undefined) return { ...level, most: number(`${path}.count`, count), from: "count" };
    const ofAll = number("population.plannedEnrollment", planned);
    const part = number(`${path}.share`, share);
    return { ...level, most: wholeShare(part, ofAll), from: { share: part, planned: ofAll } };
  });
}

/** So many whole participants as the share of all allows; 0.29 of 100 are 29, in spite of binary fractions. */
function wholeShare(share: number, all: number): number {
  return Math.floor(share * all + 1e-9);
}

/**
 * What names a plan in the sub-streams of its seed: a hash of all that drawing depends on. Labels, caps and the planned
 * enrollment can change without a new list; whatever else changes begins new sequences.
 */
export function planVersionOf(plan: AllocationPlan): Sha256 {
  const { method, arms, factors, blockSizes, followProbability, imbalance } = plan;
  const weights = factors.map(({ id, weight }) => ({ id, weight }));
  if (method === "simple") return contentHash({ method, arms });
  if (method === "permuted-blocks")
    return contentHash({ method, arms, factors: factors.map(({ id }) => id), blockSizes });
  return contentHash({ method, arms, factors: weights, followProbability, imbalance });
}
