import { at } from "../linear/matrix.ts";
import { directEvidence } from "./direct-evidence.ts";
import { forEachPair, type Network, pairIndex } from "./network.ts";
import type { NetworkMetaAnalysis } from "./network-meta-analysis.ts";

export type NetworkGraph = {
  readonly nodes: readonly {
    readonly treatment: string;
    readonly studies: number;
    /** Null where an arm does not say how many it has. */
    readonly participants: number | null;
  }[];
  readonly edges: readonly {
    readonly treatments: readonly [string, string];
    readonly studies: number;
    readonly participants: number | null;
    /** The inverse variance of what these studies say together, with a common effect. */
    readonly weight: number;
  }[];
};

/** A network as nodes and edges with their sizes, for drawing. */
export function networkGraph(network: Network): NetworkGraph {
  const { treatments, studies } = network;
  const nodes = treatments.map((treatment, index) => {
    const sizes = studies.flatMap(({ arms, participants }) => {
      const place = arms.indexOf(index);
      return place < 0 ? [] : [participants[place] ?? null];
    });
    const participants = sizes.reduce<number | null>(
      (sum, n) => (sum === null || n === null ? null : sum + n),
      0,
    );
    return { treatment, studies: sizes.length, participants };
  });
  const edges: NetworkGraph["edges"][number][] = [];
  forEachPair(treatments.length, (i, j) => {
    const evidence = directEvidence(network, i, j, 0);
    if (evidence === undefined) return;
    const { studies: count, participants, standardError } = evidence;
    const names = [treatments[i] as string, treatments[j] as string] as const;
    edges.push({ treatments: names, studies: count, participants, weight: standardError ** -2 });
  });
  return { nodes, edges };
}

export type FunnelPoint = {
  readonly study: string;
  readonly treatments: readonly [string, string];
  readonly effect: number;
  readonly standardError: number;
  /** The effect less what all studies of this comparison say. */
  readonly centered: number;
};

/**
 * The points of a comparison-adjusted funnel plot: `order` lists the treatments so that a bias would favor the later ones (old before new,
 * placebo first); each point is of the later against the earlier treatment.
 *
 * Chaimani and Salanti (2012), Using network meta-analysis to evaluate the existence of small-study effects, Res. Synth. Methods 3:161.
 */
export function comparisonAdjustedFunnel(
  { network, common, random }: NetworkMetaAnalysis,
  order: readonly string[],
  model: "common" | "random" = "random",
): readonly FunnelPoint[] {
  const { tau2 } = model === "random" ? random : common;
  const rank = (arm: number): number => order.indexOf(network.treatments[arm] as string);
  const points: FunnelPoint[] = [];
  for (const { name, arms, effects, variances } of network.studies) {
    forEachPair(arms.length, (i, j) => {
      const later = rank(at(arms, i)) >= rank(at(arms, j)) ? i : j;
      const [a, b] = [at(arms, later), at(arms, i + j - later)];
      const pair = pairIndex(arms.length, i, j);
      const effect = at(effects, pair) * (later === i ? 1 : -1);
      const center = directEvidence(network, a, b, tau2)?.effect ?? 0;
      points.push({
        study: name,
        treatments: [network.treatments[a] as string, network.treatments[b] as string],
        effect,
        standardError: Math.sqrt(at(variances, pair)),
        centered: effect - center,
      });
    });
  }
  return points;
}
