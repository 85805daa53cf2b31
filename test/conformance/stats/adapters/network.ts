import { toRows } from "../../../../src/stats/linear/matrix.ts";
import { decomposeDesigns, type QTest } from "../../../../src/stats/network/designs.ts";
import { pairsOf } from "../../../../src/stats/network/network.ts";
import {
  type NetworkMetaAnalysis,
  networkMetaAnalysis,
} from "../../../../src/stats/network/network-meta-analysis.ts";
import { networkOfContrasts } from "../../../../src/stats/network/network-of-contrasts.ts";
import { splitNodes } from "../../../../src/stats/network/node-splitting.ts";
import { pScores } from "../../../../src/stats/network/ranking.ts";
import type { Adapter, GoldenCase } from "../adapter.ts";
import { contrastsOfCase, found } from "./network-data.ts";

/** Cases of netmeta: the network and the choices of the call, its figures by the names of the case. */
export const adapters: readonly Adapter[] = [
  {
    name: "network meta-analysis",
    takes: ({ spec }) => spec["fn"] === "netmeta",
    answer: (golden) => ({
      figures: figuresOf(analysisOf(golden), smallerIsBetter(golden), comparisonsOf(golden)),
    }),
  },
];

function analysisOf(golden: GoldenCase): NetworkMetaAnalysis {
  const network = found(networkOfContrasts(contrastsOfCase(golden)));
  const method = golden.spec["method_tau"] ?? golden.spec["method.tau"] ?? "DL";
  return found(networkMetaAnalysis(network, { heterogeneity: method as "DL" }));
}

function smallerIsBetter({ call, spec }: GoldenCase): boolean {
  return !/undesirable|"bad"/.test(`${call} ${JSON.stringify(spec)}`);
}

/** What the case calls its comparisons: the reference stands last in them, and the call does not always tell it. */
function comparisonsOf({ expected }: GoldenCase): readonly string[] | undefined {
  return (expected["netsplit"] as { readonly comparison?: readonly string[] } | undefined)?.comparison;
}

function figuresOf(analysis: NetworkMetaAnalysis, smaller: boolean, named: readonly string[] | undefined) {
  const { network, common, random, heterogeneity, q } = analysis;
  const designs = decomposeDesigns(analysis);
  const better = smaller ? "smaller" : "larger";
  const parts = [designs.total, designs.within, designs.between];
  const column = (key: keyof QTest): readonly (number | null)[] => parts.map((part) => part[key]);
  return {
    trts: network.treatments,
    k: network.studies.length,
    m: network.studies.reduce((sum, { arms }) => sum + pairsOf(arms.length), 0),
    n: network.treatments.length,
    TE_fixed: toRows(common.effects),
    seTE_fixed: toRows(common.standardErrors),
    lower_fixed: toRows(common.lower),
    upper_fixed: toRows(common.upper),
    TE_random: toRows(random.effects),
    seTE_random: toRows(random.standardErrors),
    lower_random: toRows(random.lower),
    upper_random: toRows(random.upper),
    lower_predict: analysis.prediction && toRows(analysis.prediction.lower),
    upper_predict: analysis.prediction && toRows(analysis.prediction.upper),
    tau: Math.sqrt(heterogeneity.tau2),
    tau2: heterogeneity.tau2,
    I2: analysis.i2,
    Q: q.value,
    df_Q: q.degreesOfFreedom,
    pval_Q: q.p,
    Q_het: designs.within.q,
    df_het: designs.within.degreesOfFreedom,
    pval_het: designs.within.p,
    Q_inc: designs.between.q,
    df_inc: designs.between.degreesOfFreedom,
    pval_inc: designs.between.p,
    // The oracle has no ranking of that name any more.
    pscore_fixed: null,
    pscore_common: pScores(common, { better }),
    pscore_random: pScores(random, { better }),
    direct_prop: directShares(analysis),
    Q_decomp: { Q: column("q"), df: column("degreesOfFreedom"), pval: column("p") },
    netsplit: splitFigures(analysis, named),
  };
}

function directShares(analysis: NetworkMetaAnalysis): readonly (readonly (number | null)[])[] {
  const size = analysis.network.treatments.length;
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, (): number | null => null));
  let pair = 0;
  const splits = splitNodes(analysis, { model: "common" });
  for (let i = 0; i < size; i += 1) {
    for (let j = i + 1; j < size; j += 1) {
      const share = splits[pair]?.directShare ?? null;
      (rows[i] as (number | null)[])[j] = share;
      (rows[j] as (number | null)[])[i] = share;
      pair += 1;
    }
  }
  return rows;
}

/** The comparisons as the case names them: `a:b` is of a against b. */
function splitFigures(analysis: NetworkMetaAnalysis, named: readonly string[] | undefined) {
  const splits = splitNodes(analysis);
  const own = splits.map(({ treatment1, treatment2 }) => `${treatment2}:${treatment1}`);
  const turned = own.map((name) => named?.includes(name) === true);
  const signed = (value: number | undefined, index: number): number | null =>
    value === undefined ? null : turned[index] ? -value : value;
  return {
    comparison: splits.map(({ treatment1, treatment2 }, index) =>
      turned[index] ? own[index] : `${treatment1}:${treatment2}`,
    ),
    direct: splits.map(({ direct }, index) => signed(direct?.effect, index)),
    se_direct: splits.map(({ direct }) => direct?.standardError ?? null),
    indirect: splits.map(({ indirect }, index) => signed(indirect?.effect, index)),
    se_indirect: splits.map(({ indirect }) => indirect?.standardError ?? null),
    z: splits.map(({ difference }, index) => signed(difference?.statistic, index)),
    p: splits.map(({ difference }) => difference?.p ?? null),
  };
}
