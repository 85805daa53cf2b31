import { at, toRows } from "../../../src/stats/linear/matrix.ts";
import { directContributions } from "../../../src/stats/network/contributions.ts";
import { decomposeDesigns, type QTest, studiesByDesign } from "../../../src/stats/network/designs.ts";
import { hatMatrix } from "../../../src/stats/network/net-heat.ts";
import { forEachPair, type Network, pairsOf } from "../../../src/stats/network/network.ts";
import type {
  NetworkEffects,
  NetworkMetaAnalysis,
} from "../../../src/stats/network/network-meta-analysis.ts";
import {
  type SplitComparison,
  splitNodes,
  type TestedEffect,
} from "../../../src/stats/network/node-splitting.ts";
import { pScores } from "../../../src/stats/network/ranking.ts";

/** Our figures in the shape of the reference. `reference` comes second in the names of its comparisons. */
export function figuresOf(analysis: NetworkMetaAnalysis, reference: string) {
  const { network, common, random, heterogeneity, prediction, q, i2 } = analysis;
  const designs = decomposeDesigns(analysis);
  const splits = { common: splitNodes(analysis, { model: "common" }), random: splitNodes(analysis) };
  const turned = (split: SplitComparison): boolean => split.treatment1 === reference;
  return {
    n: network.treatments.length,
    k: network.studies.length,
    m: network.studies.reduce((sum, { arms }) => sum + pairsOf(arms.length), 0),
    d: studiesByDesign(network).size,
    trts: network.treatments,
    edges: edgesOf(analysis),
    common: matrices(common),
    random: matrices(random),
    pscore_small_desirable: scores(analysis, "smaller"),
    pscore_small_undesirable: scores(analysis, "larger"),
    tau2: heterogeneity.tau2,
    I2: i2,
    Q: q.value,
    "df.Q": q.degreesOfFreedom,
    "pval.Q": q.p,
    "Q.heterogeneity": designs.within.q,
    "df.Q.het": designs.within.degreesOfFreedom,
    "Q.inconsistency": designs.between.q,
    "df.Q.inc": designs.between.degreesOfFreedom,
    "pval.Q.inc": designs.between.p,
    "lower.predict": prediction && toRows(prediction.lower),
    "upper.predict": prediction && toRows(prediction.upper),
    decomp: {
      "Q.decomp": [
        part("Total", designs.total),
        part("Within designs", designs.within),
        part("Between designs", designs.between),
      ],
      "Q.inc.random": [
        {
          Q: designs.betweenRandom.q,
          df: designs.betweenRandom.degreesOfFreedom,
          pval: designs.betweenRandom.p,
          "tau.within": designs.betweenRandom.tauWithin,
          _row: "Between designs",
        },
      ],
    },
    netsplit: {
      comparison: splits.common.map((split) => nameOf(split, turned(split))),
      k: splits.common.map(({ direct }) => direct?.studies ?? 0),
      prop_common: splits.common.map(({ directShare }) => directShare),
      prop_random: splits.random.map(({ directShare }) => directShare),
      ...splitRows("common", splits.common, turned),
      ...splitRows("random", splits.random, turned),
    },
    P_direct: shares(network, splits.common),
    H: toRows(hatMatrix(network.studies, common.fit)),
    contribution_shortestpath: {
      common: toRows(directContributions(analysis, { model: "common", method: "shortest-path" }).shares),
      random: toRows(directContributions(analysis, { model: "random", method: "shortest-path" }).shares),
    },
  };
}

function matrices({ effects, standardErrors, lower, upper }: NetworkEffects) {
  return { TE: toRows(effects), seTE: toRows(standardErrors), lower: toRows(lower), upper: toRows(upper) };
}

function scores(analysis: NetworkMetaAnalysis, better: "smaller" | "larger") {
  const named = (model: NetworkEffects) =>
    Object.fromEntries(
      pScores(model, { better }).map((score, index) => [analysis.network.treatments[index], score]),
    );
  return { common: named(analysis.common), random: named(analysis.random) };
}

function part(name: string, { q, degreesOfFreedom, p }: QTest) {
  return { part: name, Q: q, df: degreesOfFreedom, pval: p, _row: name };
}

function edgesOf({ network, common }: NetworkMetaAnalysis) {
  return network.studies.flatMap(({ name, arms, effects, variances }, index) => {
    const own = common.fit.studyLaplacians[index] as Float64Array;
    const edges: Record<string, string | number>[] = [];
    forEachPair(arms.length, (i, j, pair) => {
      edges.push({
        studlab: name,
        treat1: network.treatments[at(arms, i)] as string,
        treat2: network.treatments[at(arms, j)] as string,
        TE: at(effects, pair),
        seTE: Math.sqrt(at(variances, pair)),
        "seTE.adj.common": 1 / Math.sqrt(-at(own, i * arms.length + j)),
        narms: arms.length,
      });
    });
    return edges;
  });
}

function nameOf({ treatment1, treatment2 }: SplitComparison, turned: boolean): string {
  return turned ? `${treatment2}:${treatment1}` : `${treatment1}:${treatment2}`;
}

type Turned = (split: SplitComparison) => boolean;

function splitRows(model: string, splits: readonly SplitComparison[], turned: Turned) {
  const row = (split: SplitComparison, value: TestedEffect | null) => ({
    comparison: nameOf(split, turned(split)),
    ...tested(value, turned(split)),
  });
  return {
    [`direct_${model}`]: splits.map((split) => {
      const { direct } = split;
      const tau2 = direct?.tau2 ?? null;
      return {
        ...row(split, direct),
        n: direct?.participants ?? null,
        Q: direct?.q ?? null,
        tau2,
        tau: tau2 === null ? null : Math.sqrt(tau2),
        I2: direct?.i2 ?? null,
      };
    }),
    [`indirect_${model}`]: splits.map((split) => row(split, split.indirect)),
    [`compare_${model}`]: splits.map((split) => {
      const own = row(split, split.difference);
      return { ...own, z: own.statistic };
    }),
  };
}

function tested(value: TestedEffect | null, turned: boolean) {
  if (value === null) return { TE: null, seTE: null, lower: null, upper: null, statistic: null, p: null };
  const { effect, standardError, lower, upper, statistic, p } = value;
  const sign = turned ? -1 : 1;
  const limits = turned ? { lower: -upper, upper: -lower } : { lower, upper };
  return { TE: sign * effect, seTE: standardError, ...limits, statistic: sign * statistic, p };
}

function shares({ treatments }: Network, splits: readonly SplitComparison[]) {
  return treatments.map((one) =>
    treatments.map((other) => {
      if (one === other) return null;
      const pair = new Set([one, other]);
      return splits.find(({ treatment1, treatment2 }) => pair.has(treatment1) && pair.has(treatment2))
        ?.directShare;
    }),
  );
}
