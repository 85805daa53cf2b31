import { at, type Matrix } from "../linear/matrix.ts";
import { directEvidence } from "./direct-evidence.ts";
import type { NetworkMetaAnalysis } from "./network-meta-analysis.ts";
import { type TestedEffect, testedEffect } from "./node-splitting.ts";
import { pScores, type RankingOptions } from "./ranking.ts";

/** The best treatment first. Below the diagonal the network says how the column does against the row; above it, studies that compare them do. */
export type LeagueTable = {
  readonly treatments: readonly string[];
  readonly cells: readonly (readonly (TestedEffect | null)[])[];
};

/**
 * All comparisons of a network in one table, in the order of the P-scores: network estimates in the lower, direct ones in the upper triangle, each
 * of the better placed treatment against the other one; null on the diagonal and where no study compares the two.
 */
export function leagueTable(
  analysis: NetworkMetaAnalysis,
  { better, model = "random" }: RankingOptions & { readonly model?: "common" | "random" },
): LeagueTable {
  const { network, level } = analysis;
  const chosen = analysis[model];
  const scores = pScores(chosen, { better });
  const order = network.treatments.map((_, index) => index).sort((a, b) => at(scores, b) - at(scores, a));
  const cell = (row: number, column: number): TestedEffect | null => {
    if (row === column) return null;
    const [first, second] = [order[Math.min(row, column)] as number, order[Math.max(row, column)] as number];
    if (row > column) {
      const entry = (m: Matrix): number => at(m.values, first * m.columns + second);
      return testedEffect({ effect: entry(chosen.effects), error: entry(chosen.standardErrors) }, level);
    }
    const direct = directEvidence(network, first, second, chosen.tau2);
    return direct ? testedEffect({ effect: direct.effect, error: direct.standardError }, level) : null;
  };
  return {
    treatments: order.map((index) => network.treatments[index] as string),
    cells: order.map((_, row) => order.map((__, column) => cell(row, column))),
  };
}
