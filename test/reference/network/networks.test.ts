import { describe, expect, it } from "vitest";
import { entry, toRows } from "../../../src/stats/linear/matrix.ts";
import type { EventArm } from "../../../src/stats/network/arms.ts";
import { contrastsOfEvents, contrastsOfMeans } from "../../../src/stats/network/contrasts-of-arms.ts";
import { directContributions } from "../../../src/stats/network/contributions.ts";
import type { Contrast } from "../../../src/stats/network/network.ts";
import {
  type NetworkOptions,
  networkMetaAnalysis,
} from "../../../src/stats/network/network-meta-analysis.ts";
import { networkOfContrasts } from "../../../src/stats/network/network-of-contrasts.ts";
import { rankogram } from "../../../src/stats/network/rankogram.ts";
import { found } from "../compare.ts";
import { leavesApart, leavesOf, sharedReference } from "../leaves.ts";
import { figuresOf } from "./golden-networks.ts";

type GoldenNetwork = Record<string, unknown> & {
  readonly input: readonly Record<string, string | number>[];
  readonly edges: readonly Record<string, string | number>[];
  readonly H?: readonly (readonly number[])[];
  readonly trts: readonly string[];
  readonly reference: string;
  readonly sucra_sim_small_desirable: Readonly<Record<string, number>>;
};

const senn = sharedReference<GoldenNetwork>("nma_Senn2013.json");
const smoking = sharedReference<GoldenNetwork>("nma_smokingcessation_OR.json");
const sennReml = sharedReference<{ tau: number; TE: number[]; se: number[] }>("nma_Senn2013_REML.json");
const doses = sharedReference<{
  phase2_input: Record<string, string | number>[];
  nma: Record<string, unknown>;
}>("mdma_dose_response.json");

function analyze(contrasts: readonly Contrast[], options: NetworkOptions = {}) {
  return found(networkMetaAnalysis(found(networkOfContrasts(contrasts)), options));
}

function sennContrasts({ input }: GoldenNetwork): readonly Contrast[] {
  return input.map(({ studlab, treat1, treat2, TE, seTE }) => ({
    study: String(studlab),
    treatment1: String(treat1),
    treatment2: String(treat2),
    effect: Number(TE),
    standardError: Number(seTE),
  }));
}

function smokingArms({ input }: GoldenNetwork): readonly EventArm[] {
  return input.flatMap((row, index) =>
    [1, 2, 3].flatMap((arm) => {
      const treatment = row[`treat${arm}`];
      if (typeof treatment !== "string" || treatment === "") return [];
      const [events, n] = [Number(row[`event${arm}`]), Number(row[`n${arm}`])];
      return [{ study: String(index + 1), treatment, events, n }];
    }),
  );
}

/** The reference without what says where it comes from, its input, and what it simulated. */
function figuresOfReference(golden: GoldenNetwork): Record<string, unknown> {
  const { label, versions, input, sm, reference, sucra_sim_small_desirable, ...figures } = golden;
  return inOrder(figures as GoldenNetwork);
}

/** The edges, and the rows and columns that stand for them, in the order of studies and treatments. */
function inOrder(golden: GoldenNetwork): GoldenNetwork {
  const order = golden.edges
    .map((edge, place) => ({ edge, place }))
    .sort(
      (a, b) =>
        studyOf(golden, a.edge) - studyOf(golden, b.edge) || (pairOf(a.edge) < pairOf(b.edge) ? -1 : 1),
    )
    .map(({ place }) => place);
  const picked = <Item>(items: readonly Item[]): readonly Item[] =>
    order.map((place) => items[place] as Item);
  return { ...golden, edges: picked(golden.edges), ...(golden.H ? { H: picked(golden.H).map(picked) } : {}) };
}

const studyOf = ({ edges }: GoldenNetwork, edge: Record<string, string | number>): number =>
  edges.findIndex(({ studlab }) => studlab === edge["studlab"]);
const pairOf = ({ treat1, treat2 }: Record<string, string | number>): string => `${treat1} ${treat2}`;

describe("networks of published trials", () => {
  it.skipIf(senn === undefined)(
    "agree with netmeta 3.3-1 in every figure of 26 trials of 10 treatments",
    () => {
      const golden = senn as GoldenNetwork;
      const analysis = analyze(sennContrasts(golden));
      const reference = figuresOfReference(golden);
      expect(leavesOf(reference).length).toBeGreaterThan(4000);
      expect(leavesApart(figuresOf(analysis, golden.reference), reference, { abs: 1e-9, rel: 1e-8 })).toEqual(
        [],
      );
    },
  );

  it.skipIf(smoking === undefined)(
    "agree with netmeta 3.3-1 in every figure of 24 trials to stop smoking",
    () => {
      const golden = smoking as GoldenNetwork;
      const analysis = analyze(found(contrastsOfEvents(smokingArms(golden), "OR")).contrasts);
      const reference = figuresOfReference(golden);
      expect(leavesApart(figuresOf(analysis, golden.reference), reference, { abs: 1e-9, rel: 1e-8 })).toEqual(
        [],
      );
    },
  );

  it.skipIf(senn === undefined || smoking === undefined)(
    "have the ranks that simulations found, as near as these are",
    () => {
      for (const golden of [senn, smoking] as GoldenNetwork[]) {
        const contrasts =
          golden === senn
            ? sennContrasts(golden)
            : found(contrastsOfEvents(smokingArms(golden), "OR")).contrasts;
        const { random } = analyze(contrasts);
        const { sucra, error } = found(rankogram(random, { better: "smaller" }));
        expect(error).toBeLessThan(3e-3);
        const ours = Object.fromEntries(golden.trts.map((name, index) => [name, sucra[index]]));
        expect(leavesApart(ours, golden.sucra_sim_small_desirable, { abs: 0.02, rel: 0 })).toEqual([]);
      }
    },
  );

  it.skipIf(senn === undefined || sennReml === undefined)(
    "have the restricted likelihood of netmeta 3.3-1 without, and another one with, the covariance of contrasts of one study",
    () => {
      const contrasts = sennContrasts(senn as GoldenNetwork);
      const { treatments } = found(networkOfContrasts(contrasts));
      const order = [...treatments.filter((name) => name !== "plac"), "plac"];
      const network = found(networkOfContrasts(contrasts, { treatments: order }));
      const old = found(networkMetaAnalysis(network, { heterogeneity: "REML", convention: "netmeta 3.3" }));
      const place = order.length - 1;
      const ours = {
        tau: Math.sqrt(old.heterogeneity.tau2),
        TE: treatments.map((name) => entry(old.random.effects, order.indexOf(name), place)),
        se: treatments.map((name) => entry(old.random.standardErrors, order.indexOf(name), place)),
      };
      expect(leavesApart(ours, sennReml, { abs: 2e-6, rel: 1e-5 })).toEqual([]);
      const modern = found(networkMetaAnalysis(network, { heterogeneity: "REML" })).heterogeneity;
      expect(Math.sqrt(modern.tau2)).toBeCloseTo(0.3160972, 6);
      expect(Math.abs(modern.gradient ?? 1)).toBeLessThan(1e-9);
    },
  );

  it.skipIf(doses === undefined)("agree with netmeta where doses are the treatments", () => {
    const golden = doses as NonNullable<typeof doses>;
    const arms = golden.phase2_input.map(({ study, node, mean, sd, n }) => ({
      study: String(study),
      treatment: String(node),
      mean: Number(mean),
      sd: Number(sd),
      n: Number(n),
    }));
    const contrasts = found(contrastsOfMeans(arms, "MD")).contrasts;
    const { tau, ...figures } = golden.nma;
    const analysis = analyze(contrasts, { heterogeneity: { tau2: Number(tau) ** 2 } });
    const ours = {
      trts: analysis.network.treatments,
      TE: toRows(analysis.random.effects),
      se: toRows(analysis.random.standardErrors),
      Q: analysis.q.value,
    };
    expect(leavesApart(ours, figures, { abs: 1e-8, rel: 1e-8 })).toEqual([]);
    // The optimizer of the reference stopped at τ = 0.03 where the likelihood is highest at none.
    expect(analyze(contrasts, { heterogeneity: "REML" }).heterogeneity.tau2).toBeCloseTo(0, 6);
  });

  it.skipIf(senn === undefined)("share each comparison out in full", () => {
    const analysis = analyze(sennContrasts(senn as GoldenNetwork));
    for (const row of toRows(directContributions(analysis).shares)) {
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    }
  });
});
