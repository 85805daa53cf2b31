import { momentTau2 } from "./heterogeneity.ts";
import { fitLaplacian, type LaplacianFit } from "./laplacian-fit.ts";
import { designOf, type Network, type NetworkStudy } from "./network.ts";
import { type NetworkMetaAnalysis, pOfQ } from "./network-meta-analysis.ts";

export type QTest = { readonly q: number; readonly degreesOfFreedom: number; readonly p: number | null };

export type DesignQ = QTest & { readonly design: readonly string[]; readonly studies: number };

export type DesignDecomposition = {
  readonly total: QTest;
  readonly within: QTest;
  readonly between: QTest;
  /** Heterogeneity within each design, in the order of their first studies. */
  readonly designs: readonly DesignQ[];
  /** Inconsistency that is left when a design gets effects of its own; null where nothing is left to compare. */
  readonly detached: readonly DesignQ[];
  /** Inconsistency judged with the heterogeneity within designs added: the full design-by-treatment interaction model. */
  readonly betweenRandom: QTest & { readonly tauWithin: number };
};

/**
 * Splits Q into heterogeneity within designs (sets of treatments that studies compare) and inconsistency between them.
 *
 * Higgins et al. (2012), Consistency and inconsistency in network meta-analysis, Res. Synth. Methods 3:98; Krahn, Binder and König (2013), A
 * graphical tool for locating inconsistency, BMC Med. Res. Methodol. 13:35; Jackson et al. (2014), A design-by-treatment interaction model,
 * Stat. Med. 33:3639.
 */
export function decomposeDesigns({ network, common }: NetworkMetaAnalysis): DesignDecomposition {
  const groups = studiesByDesign(network);
  const blocks = [...groups.values()].map((studies) => ({ studies, fit: solved(network, studies, 0) }));
  const within = blocks.reduce((sum, { fit }) => sum + fit.q, 0);
  const withinFreedom = blocks.reduce((sum, { fit }) => sum + fit.degreesOfFreedom, 0);
  const { q, degreesOfFreedom } = common.fit;
  return {
    total: testOf(q, degreesOfFreedom),
    within: testOf(within, withinFreedom),
    between: testOf(q - within, degreesOfFreedom - withinFreedom),
    designs: blocks.map(({ studies, fit }) => ({
      ...testOf(fit.q, fit.degreesOfFreedom),
      design: treatmentsOf(network, studies),
      studies: studies.length,
    })),
    detached: blocks.map((block) => detach(network, block, within, withinFreedom)),
    betweenRandom: betweenWithHeterogeneity(network, blocks),
  };
}

/** Studies by the set of treatments that they compare. */
export function studiesByDesign({ studies }: Network): ReadonlyMap<string, readonly NetworkStudy[]> {
  const groups = new Map<string, NetworkStudy[]>();
  for (const study of studies) {
    const design = designOf(study);
    const group = groups.get(design);
    if (group === undefined) groups.set(design, [study]);
    else group.push(study);
  }
  return groups;
}

type Block = { readonly studies: readonly NetworkStudy[]; readonly fit: LaplacianFit };

function detach(network: Network, { studies, fit }: Block, within: number, withinFreedom: number): DesignQ {
  const rest = network.studies.filter((study) => !studies.includes(study));
  const left = solved(network, rest, 0);
  const between = left.q + fit.q - within;
  const freedom = left.degreesOfFreedom + fit.degreesOfFreedom - withinFreedom;
  return { ...testOf(between, freedom), design: treatmentsOf(network, studies), studies: studies.length };
}

function betweenWithHeterogeneity(
  network: Network,
  blocks: readonly Block[],
): DesignDecomposition["betweenRandom"] {
  const tau2 = tauWithinDesigns(network, blocks);
  const total = solved(network, network.studies, tau2);
  const parts = blocks.map(({ studies }) => solved(network, studies, tau2));
  const within = parts.reduce((sum, { q }) => sum + q, 0);
  const freedom = total.degreesOfFreedom - parts.reduce((sum, part) => sum + part.degreesOfFreedom, 0);
  return { ...testOf(total.q - within, freedom), tauWithin: Math.sqrt(tau2) };
}

/** The moment estimate of τ² where every design has effects of its own: as one network of separate copies. */
function tauWithinDesigns(network: Network, blocks: readonly Block[]): number {
  const size = network.treatments.length;
  const studies = blocks.flatMap((block, copy) =>
    block.studies.map((study) => ({ ...study, arms: study.arms.map((arm) => arm + copy * size) })),
  );
  const treatments = blocks.flatMap(() => network.treatments);
  const apart = { treatments, studies };
  return momentTau2(apart, solved(apart, studies, 0));
}

function solved(network: Network, studies: readonly NetworkStudy[], tau2: number): LaplacianFit {
  const fit = fitLaplacian({ ...network, studies }, tau2);
  // A part of a network that was solved can be solved.
  if (fit === undefined) throw new Error("a part of a solved network is singular");
  return fit;
}

function treatmentsOf({ treatments }: Network, studies: readonly NetworkStudy[]): readonly string[] {
  return (studies[0]?.arms ?? []).map((arm) => treatments[arm] as string);
}

function testOf(q: number, degreesOfFreedom: number): QTest {
  return { q, degreesOfFreedom, p: pOfQ(q, degreesOfFreedom) };
}
