import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { countIssues, sum } from "../counts.ts";
import { type Estimate, noEstimate } from "../estimate.ts";
import { waldInterval, waldWarnings } from "../intervals/wald.ts";
import { type LevelOption, levelIssues, usualLevel } from "../level.ts";

/** The guesses about the participants of one arm: the row of the 2 × 3 format. */
export type GuessCounts = {
  readonly correct: number;
  readonly incorrect: number;
  readonly dontKnow: number;
};

/** The same with how sure they were: the row of the 2 × 5 format. */
export type CertainGuessCounts = {
  readonly stronglyCorrect: number;
  readonly somewhatCorrect: number;
  readonly dontKnow: number;
  readonly somewhatIncorrect: number;
  readonly stronglyIncorrect: number;
};

/**
 * How well the blind held in one arm: the share of right guesses less the share of wrong ones, with those who do not know
 * in the denominator. 1: all guessed right. −1: all guessed wrong. 0: as by tossing a coin, where there are two arms.
 * With k arms *incorrect* is every other arm, and guesses at random give 2/k − 1 among those who name an arm: see `indexAtRandom`.
 *
 * Bang, Ni and Davis (2004), Assessment of blinding in clinical trials, Control. Clin. Trials 25:143. The interval is normal.
 */
export function bangIndex(counts: GuessCounts, options: LevelOption = {}): Result<Estimate, InvalidInput> {
  return checked(counts, options, bangEstimate);
}

/** The index where the guesses say how sure they are: strongly counts 1, somewhat ½, don't know 0 (ibid., the 2 × 5 format). */
export function bangIndexWithCertainty(
  counts: CertainGuessCounts,
  options: LevelOption = {},
): Result<Estimate, InvalidInput> {
  return checked(counts, options, bangEstimateWithCertainty);
}

/** `bangIndex` of counts and a level that are known to be sound. */
export function bangEstimate(counts: GuessCounts, level: number): Estimate {
  return meanScore(counts, { correct: 1, incorrect: -1, dontKnow: 0 }, method, level);
}

/** `bangIndexWithCertainty` of counts and a level that are known to be sound. */
export function bangEstimateWithCertainty(counts: CertainGuessCounts, level: number): Estimate {
  const scores = {
    stronglyCorrect: 1,
    somewhatCorrect: 0.5,
    dontKnow: 0,
    somewhatIncorrect: -0.5,
    stronglyIncorrect: -1,
  };
  return meanScore(counts, scores, `${method}, with certainty`, level);
}

/** What the index of these guesses would be, on average, had everybody who named one of the `arms` done so at random. */
export function indexAtRandom({ correct, incorrect, dontKnow }: GuessCounts, arms: number): number {
  const named = correct + incorrect;
  return named === 0 ? 0 : (named / (named + dontKnow)) * (2 / arms - 1);
}

const method = "Bang index (Bang, Ni and Davis 2004)";

function checked<Counts extends Readonly<Record<string, number>>>(
  counts: Counts,
  { level = usualLevel }: LevelOption,
  estimate: (counts: Counts, level: number) => Estimate,
): Result<Estimate, InvalidInput> {
  const issues = [...countIssues("", counts), ...levelIssues(level)];
  return issues.length > 0 ? failed(invalidInput(...issues)) : ok(estimate(counts, level));
}

/** The mean of a score over the answers; its variance is that of a multinomial sample. */
function meanScore<Answer extends string>(
  counts: Readonly<Record<Answer, number>>,
  scores: Readonly<Record<Answer, number>>,
  name: string,
  level: number,
): Estimate {
  const answers = Object.keys(scores) as Answer[];
  const n = sum(answers.map((answer) => counts[answer]));
  if (n === 0) return noEstimate(name, 0, "no-observations", "Nobody was asked, or nobody answered.");
  const estimate = sum(answers.map((answer) => scores[answer] * counts[answer])) / n;
  const meanSquare = sum(answers.map((answer) => scores[answer] ** 2 * counts[answer])) / n;
  const standardError = Math.sqrt(Math.max(0, meanSquare - estimate ** 2) / n);
  const interval = waldInterval(estimate, standardError, level);
  const warnings = waldWarnings(interval, { lowest: -1, highest: 1 });
  return { method: name, estimate, standardError, interval, n, warnings };
}
