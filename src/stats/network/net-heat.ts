import { at, type Matrix, zeros } from "../linear/matrix.ts";
import { studiesByDesign } from "./designs.ts";
import { fitLaplacian, type LaplacianFit, residualOf, varianceOfPair } from "./laplacian-fit.ts";
import { forEachPair, type Network, type NetworkStudy, pairsOf } from "./network.ts";
import type { NetworkMetaAnalysis } from "./network-meta-analysis.ts";

/** Rows and columns are the comparisons of the designs. */
export type NetHeat = {
  readonly rows: readonly { readonly design: string; readonly comparison: string }[];
  /** How much the direct estimate of a column counts for the network's estimate of a row. */
  readonly hat: Matrix;
  /** How much less inconsistent a row gets when the design of a column gets effects of its own: warm where positive. */
  readonly change: Matrix;
  /** The inconsistency of each row. */
  readonly q: readonly number[];
};

/**
 * The net heat plot as numbers: which designs drive the inconsistency of a network.
 *
 * Krahn, Binder and König (2013), A graphical tool for locating inconsistency in network meta-analyses, BMC Med. Res. Methodol. 13:35.
 */
export function netHeat(
  { network, common, random }: NetworkMetaAnalysis,
  model: "common" | "random" = "common",
): NetHeat {
  const { tau2 } = model === "random" ? random : common;
  const designs = [...studiesByDesign(network).values()].map((studies) => summary(network, studies, tau2));
  const whole = solved({ ...network, studies: designs });
  const size = designs.reduce((sum, { arms }) => sum + pairsOf(arms.length), 0);
  const before = contributions(designs, whole);
  const change = zeros(size, size);
  let column = 0;
  designs.forEach((design) => {
    const rest = solved({ ...network, studies: designs.filter((other) => other !== design) });
    const after = contributions(designs, rest, whole, design);
    for (let pair = 0; pair < pairsOf(design.arms.length); pair += 1) {
      before.forEach((q, row) => {
        change.values[row * size + column] = q - at(after, row);
      });
      column += 1;
    }
  });
  return {
    rows: designs.flatMap((design) => labels(network, design)),
    hat: hatMatrix(designs, whole),
    change,
    q: before,
  };
}

/** A design as one study: what its studies say together. */
function summary(network: Network, studies: readonly NetworkStudy[], tau2: number): NetworkStudy {
  const fit = solved({ ...network, studies }, tau2);
  const arms = studies[0]?.arms ?? [];
  const effects = new Float64Array(pairsOf(arms.length));
  const variances = new Float64Array(effects.length);
  forEachPair(arms.length, (i, j, pair) => {
    const [a, b] = [at(arms, i), at(arms, j)];
    effects[pair] = at(fit.potentials, a) - at(fit.potentials, b);
    variances[pair] = varianceOfPair(fit, a, b);
  });
  return { name: arms.join(":"), arms, effects, variances, participants: arms.map(() => null) };
}

function solved(network: Network, tau2 = 0): LaplacianFit {
  const fit = fitLaplacian(network, tau2);
  // A part of a network that was solved can be solved.
  if (fit === undefined) throw new Error("a part of a solved network is singular");
  return fit;
}

/** The weighted squares of what the fit leaves of every comparison; none of a design with effects of its own. */
function contributions(
  designs: readonly NetworkStudy[],
  { potentials }: LaplacianFit,
  { studyLaplacians }: Pick<LaplacianFit, "studyLaplacians"> = solvedWeights(designs),
  detached?: NetworkStudy,
): readonly number[] {
  return designs.flatMap((design, index) => {
    const own = studyLaplacians[index] as Float64Array;
    const parts: number[] = [];
    forEachPair(design.arms.length, (i, j, pair) => {
      const residual = design === detached ? 0 : residualOf(design, potentials, i, j, pair);
      parts.push(-at(own, i * design.arms.length + j) * residual ** 2);
    });
    return parts;
  });
}

function solvedWeights(designs: readonly NetworkStudy[]): Pick<LaplacianFit, "studyLaplacians"> {
  const size = Math.max(...designs.flatMap(({ arms }) => arms)) + 1;
  return solved({ treatments: Array.from({ length: size }, String), studies: designs });
}

/** Rows and columns are the pairs of the studies: b′ L⁺ b w. */
export function hatMatrix(
  studies: readonly NetworkStudy[],
  { covariance, studyLaplacians }: LaplacianFit,
): Matrix {
  const edges = studies.flatMap(({ arms }, index) => {
    const own = studyLaplacians[index] as Float64Array;
    const found: { readonly from: number; readonly to: number; readonly weight: number }[] = [];
    forEachPair(arms.length, (i, j) => {
      found.push({ from: at(arms, i), to: at(arms, j), weight: -at(own, i * arms.length + j) });
    });
    return found;
  });
  const hat = zeros(edges.length, edges.length);
  const spread = (i: number, j: number): number => at(covariance.values, i * covariance.columns + j);
  edges.forEach((row, i) => {
    edges.forEach((column, j) => {
      const shared =
        spread(row.from, column.from) -
        spread(row.from, column.to) -
        spread(row.to, column.from) +
        spread(row.to, column.to);
      hat.values[i * edges.length + j] = shared * column.weight;
    });
  });
  return hat;
}

function labels({ treatments }: Network, { arms }: NetworkStudy): NetHeat["rows"] {
  const name = (arm: number): string => treatments[at(arms, arm)] as string;
  const rows: { readonly design: string; readonly comparison: string }[] = [];
  forEachPair(arms.length, (i, j) => {
    rows.push({ design: arms.map((_, arm) => name(arm)).join(":"), comparison: `${name(i)}:${name(j)}` });
  });
  return rows;
}
