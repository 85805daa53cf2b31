import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { sum } from "../counts.ts";
import { type Estimate, warning } from "../estimate.ts";
import { exactProportion } from "../intervals/binomial.ts";
import { levelIssues, usualLevel } from "../level.ts";
import { bangEstimate, bangEstimateWithCertainty, indexAtRandom } from "./bang-index.ts";
import type { Guess } from "./guess.ts";
import { type GuessTable, guessCounts, guessTables, type MissingGuesses } from "./guess-table.ts";
import { type JamesOptions, jamesIndex } from "./james-index.ts";

/** How well the blind held, by who guessed and about which arm: data for a table or a figure. */
export type BlindingReport = {
  readonly level: number;
  readonly arms: readonly string[];
  readonly roles: readonly RoleBlinding[];
};

export type RoleBlinding = {
  readonly role: string;
  readonly james: Estimate;
  readonly arms: readonly ArmBlinding[];
};

export type ArmBlinding = {
  readonly arm: string;
  /** Those who answered, don't know among them; those whose guess is missing are not. */
  readonly n: number;
  readonly correct: number;
  readonly incorrect: number;
  readonly dontKnow: number;
  readonly missing: number;
  readonly missingByReason: readonly MissingGuesses[];
  /** The share of right guesses among all who answered, with its exact interval. */
  readonly correctShare: Estimate;
  readonly bang: Estimate;
  /** With certainty as weight; null where a guess does not say how sure it is. */
  readonly bangWithCertainty: Estimate | null;
  /** What `bang` would be, on average, had those who named an arm done so at random: 0 with two arms. */
  readonly bangAtRandom: number;
};

/**
 * The indices of all roles and arms. Every guess that is missing is counted with its reason, and stands in no index.
 * Each answer counts once, and the intervals take the answers for independent: those of two therapists of one participant, or of
 * one rater on many, are not quite, and the intervals are then too narrow.
 */
export function blindingReport(
  guesses: readonly Guess[],
  arms: readonly string[],
  options: JamesOptions = {},
): Result<BlindingReport, InvalidInput> {
  const level = options.level ?? usualLevel;
  const issues = levelIssues(level);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const tables = guessTables(guesses, arms);
  if (!tables.ok) return tables;
  const roles: RoleBlinding[] = [];
  for (const table of tables.value) {
    const james = jamesIndex(table, options);
    if (!james.ok) return james;
    const byArm = table.arms.map((arm, index) => armBlinding(table, arm, index, level));
    roles.push({ role: table.role, james: james.value, arms: byArm });
  }
  return ok({ level, arms, roles });
}

function armBlinding(table: GuessTable, arm: string, index: number, level: number): ArmBlinding {
  const counts = guessCounts(table, index);
  const certain = table.certain[index] ?? null;
  const n = counts.correct + counts.incorrect + counts.dontKnow;
  const missingByReason = table.missing[index] ?? [];
  const bangAtRandom = indexAtRandom(counts, table.arms.length);
  return {
    arm,
    n,
    ...counts,
    missing: sum(missingByReason.map(({ count }) => count)),
    missingByReason,
    correctShare: exactProportion({ events: counts.correct, n }, level),
    bang: withChance(bangEstimate(counts, level), bangAtRandom),
    bangWithCertainty: certain && bangEstimateWithCertainty(certain, level),
    bangAtRandom,
  };
}

function withChance(bang: Estimate, atRandom: number): Estimate {
  if (atRandom === 0) return bang;
  const message = `With more than two arms guesses at random do not give 0: these would give ${atRandom.toFixed(3)}.`;
  return { ...bang, warnings: [...bang.warnings, warning("chance-not-zero", message)] };
}
