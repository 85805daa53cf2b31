import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { at } from "../linear/matrix.ts";
import { type DirectEvidence, directEvidence } from "./direct-evidence.ts";
import { fitLaplacian, varianceOfPair } from "./laplacian-fit.ts";
import { componentsOf } from "./network.ts";
import type { NetworkEffects, NetworkMetaAnalysis } from "./network-meta-analysis.ts";

/** An effect with its normal test and interval. */
export type TestedEffect = {
  readonly effect: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
  readonly statistic: number;
  readonly p: number;
};

export type SplitComparison = {
  readonly treatment1: string;
  readonly treatment2: string;
  /** How much of the network's estimate is direct evidence, from 0 to 1. */
  readonly directShare: number;
  readonly network: TestedEffect;
  /** Null where no study compares the two. */
  readonly direct:
    | (TestedEffect & Pick<DirectEvidence, "studies" | "participants" | "q" | "tau2" | "i2">)
    | null;
  /** Null where all evidence is direct. */
  readonly indirect: TestedEffect | null;
  /** Direct less indirect: null where one of them is missing. */
  readonly difference: TestedEffect | null;
};

export type SplitOptions = {
  readonly model?: "common" | "random";
  /**
   * `back-calculation` takes the direct evidence out of the estimate; `studies-left-out` estimates the indirect one from the studies that do
   * not compare the two (SIDDE).
   */
  readonly method?: "back-calculation" | "studies-left-out";
};

/**
 * Splits every comparison of a network into direct and indirect evidence and tests whether they differ.
 *
 * Dias et al. (2010), Checking consistency in mixed treatment comparison meta-analysis, Stat. Med. 29:932; König, Krahn and Binder (2013),
 * Visualizing the flow of evidence in network meta-analysis, Stat. Med. 32:5414; Efthimiou et al. (2019), Stat. Med. 38:2992, for `studies-left-out`.
 */
export function splitNodes(
  analysis: NetworkMetaAnalysis,
  { model = "random", method = "back-calculation" }: SplitOptions = {},
): readonly SplitComparison[] {
  const { network } = analysis;
  const size = network.treatments.length;
  const splits: SplitComparison[] = [];
  for (let i = 0; i < size; i += 1) {
    for (let j = i + 1; j < size; j += 1) splits.push(splitPair(analysis, analysis[model], [i, j], method));
  }
  return splits;
}

/** `splitNodes` of two treatments that are named. */
export function splitNode(
  analysis: NetworkMetaAnalysis,
  treatments: readonly [string, string],
  { model = "random", method = "back-calculation" }: SplitOptions = {},
): Result<SplitComparison, InvalidInput> {
  const [i, j] = treatments.map((name) => analysis.network.treatments.indexOf(name)) as [number, number];
  if (i < 0 || j < 0 || i === j) {
    const message = `expected two treatments of the network, got ${treatments.join(" and ")}`;
    return failed(invalidInput({ path: "treatments", message }));
  }
  return ok(splitPair(analysis, analysis[model], [i, j], method));
}

// Direct evidence that makes up all of an estimate, up to rounding.
const allButRounding = 1 - 1e-8;

function splitPair(
  analysis: NetworkMetaAnalysis,
  model: NetworkEffects,
  [i, j]: readonly [number, number],
  method: SplitOptions["method"],
): SplitComparison {
  const { network, level } = analysis;
  const place = i * network.treatments.length + j;
  const [effect, error] = [at(model.effects.values, place), at(model.standardErrors.values, place)];
  const evidence = directEvidence(network, i, j, model.tau2);
  const directShare = evidence === undefined ? 0 : (error / evidence.standardError) ** 2;
  const indirect =
    method === "studies-left-out"
      ? indirectWithout(analysis, model.tau2, i, j)
      : backCalculated({ effect, error }, evidence, directShare);
  const tested = (value: Plain): TestedEffect => testedEffect(value, level);
  const direct = evidence && { effect: evidence.effect, error: evidence.standardError };
  return {
    treatment1: network.treatments[i] as string,
    treatment2: network.treatments[j] as string,
    directShare,
    network: tested({ effect, error }),
    direct: direct && evidence ? { ...evidence, ...tested(direct) } : null,
    indirect: indirect ? tested(indirect) : null,
    difference: direct && indirect ? tested(differenceOf(direct, indirect)) : null,
  };
}

type Plain = { readonly effect: number; readonly error: number };

function backCalculated(
  { effect, error }: Plain,
  evidence: DirectEvidence | undefined,
  share: number,
): Plain | undefined {
  if (share >= allButRounding) return undefined;
  const direct = evidence === undefined ? 0 : share * evidence.effect;
  return { effect: (effect - direct) / (1 - share), error: Math.sqrt(error ** 2 / (1 - share)) };
}

function indirectWithout(
  { network }: NetworkMetaAnalysis,
  tau2: number,
  i: number,
  j: number,
): Plain | undefined {
  const studies = network.studies.filter(({ arms }) => !(arms.includes(i) && arms.includes(j)));
  const components = componentsOf(network.treatments.length, studies);
  if (components[i] !== components[j]) return undefined;
  const fit = fitLaplacian({ ...network, studies }, tau2);
  return (
    fit && {
      effect: at(fit.potentials, i) - at(fit.potentials, j),
      error: Math.sqrt(varianceOfPair(fit, i, j)),
    }
  );
}

function differenceOf(direct: Plain, indirect: Plain): Plain {
  return { effect: direct.effect - indirect.effect, error: Math.hypot(direct.error, indirect.error) };
}

export function testedEffect({ effect, error }: Plain, level: number): TestedEffect {
  const reach = normalQuantile((1 + level) / 2) * error;
  const statistic = effect / error;
  const p = 2 * normalCdf(-Math.abs(statistic));
  return { effect, standardError: error, lower: effect - reach, upper: effect + reach, statistic, p };
}
