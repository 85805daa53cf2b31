import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { rowIssues, sum, tableIssues } from "../counts.ts";
import {
  type CrossTable,
  expectedSlope,
  expectedSum,
  marginsOf,
  observedSum,
  sumOfCells,
  weightIssues,
} from "../cross-table.ts";
import { type Estimate, noEstimate, warning } from "../estimate.ts";
import { waldInterval, waldWarnings } from "../intervals/wald.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";

/** Guesses about all arms: `counts` by the true arm (row) and the arm that was named (column), `dontKnow` by the true arm. */
export type GuessesByArm = {
  readonly counts: readonly (readonly number[])[];
  readonly dontKnow: readonly number[];
};

export type JamesOptions = LevelOption & {
  /**
   * How blind a guess is, by the true arm (row) and the arm that was named (column): 0 where it is right, 0.5 where it is
   * wrong, as James et al. have it. Between, as 0.25 where the drug is right and its dose is wrong, for more than two arms. Only
   * their ratios matter: the index compares them with their chance value. A don't know always counts 1.
   */
  readonly weights?: CrossTable;
};

/**
 * How well the blind held in the trial as a whole. 0: all guessed right. 0.5: as by chance, where all
 * name an arm. 1: nobody could tell. It is a kappa statistic of disagreement: with D the share of don't know,
 * (1 + D + (1 − D) K) / 2, where K compares the weighted guesses of the others with what their margins give by chance.
 *
 * James et al. (1996), An index for assessing blindness in a multi-centre clinical trial, Stat. Med. 15:1421. The variance is that
 * of the delta method for multinomial counts, as there; the interval is normal.
 */
export function jamesIndex(
  guesses: GuessesByArm,
  { level = usualLevel, weights }: JamesOptions = {},
): Result<Estimate, InvalidInput> {
  const used = weights ?? usualWeights(guesses.counts.length);
  const issues = [
    ...shapeIssues(guesses),
    ...weightIssues(used, guesses.counts.length),
    ...levelIssues(level),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  return ok(estimateOf(guesses, used, level));
}

const method = "James index (James et al. 1996)";

function estimateOf(guesses: GuessesByArm, weights: CrossTable, level: number): Estimate {
  const n = sum([...guesses.counts.flat(), ...guesses.dontKnow]);
  if (n === 0) return noEstimate(method, 0, "no-observations", "Nobody was asked, or nobody answered.");
  const shares = guesses.counts.map((row) => row.map((count) => count / n));
  const undecided = sum(guesses.dontKnow) / n;
  if (undecided === 1) return allUndecided(n, level);
  const expected = expectedSum(weights, marginsOf(shares));
  if (expected === 0) {
    const why =
      "By their margins no guess could have been wrong: there is nothing to compare the guesses with.";
    return noEstimate(method, n, "not-estimable", why);
  }
  // (1 + D + (1 − D) K) / 2, with D, K and the shares among those who named an arm written out.
  const named = sum(shares.flat());
  const estimate = undecided + (observedSum(weights, shares) * named ** 2) / (2 * expected);
  const standardError = Math.sqrt(variance(shares, weights, { undecided, estimate }) / n);
  const interval = waldInterval(estimate, standardError, level);
  const warnings = waldWarnings(interval, { lowest: 0, highest: 1 });
  return { method, estimate, standardError, interval, n, warnings };
}

/** James et al. define the index as 1 where nobody names an arm. */
function allUndecided(n: number, level: number): Estimate {
  const message = "Nobody named an arm: the index is 1 by its definition, and the interval has no width.";
  return {
    method,
    estimate: 1,
    standardError: 0,
    interval: waldInterval(1, 0, level),
    n,
    warnings: [warning("no-spread", message)],
  };
}

/** n times the variance: the mean of the squared slopes by the shares less the square of their mean, which is the index itself. */
function variance(
  shares: CrossTable,
  weights: CrossTable,
  { undecided, estimate }: { readonly undecided: number; readonly estimate: number },
): number {
  const margins = marginsOf(shares);
  const named = sum(margins.rows);
  const observed = observedSum(weights, shares);
  const expected = expectedSum(weights, margins);
  const squares = sumOfCells(shares, (share, row, column) => {
    const own = ((weights[row]?.[column] ?? 0) * named) / 2 + observed;
    const others = (observed * named * expectedSlope(weights, margins, row, column)) / (2 * expected);
    return share * ((named / expected) * (own - others)) ** 2;
  });
  return Math.max(0, undecided + squares - estimate ** 2);
}

function usualWeights(arms: number): CrossTable {
  return Array.from({ length: arms }, (_, row) =>
    Array.from({ length: arms }, (__, column) => (row === column ? 0 : 0.5)),
  );
}

function shapeIssues({ counts, dontKnow }: GuessesByArm): readonly InputIssue[] {
  const arms = counts.length;
  if (arms < 2) return [{ path: "counts", message: `expected at least two arms, got ${arms}` }];
  return [
    ...tableIssues("counts", counts, { rows: arms, columns: arms }),
    ...rowIssues("dontKnow", dontKnow, arms),
  ];
}
