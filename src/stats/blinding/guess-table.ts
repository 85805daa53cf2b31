import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { sum } from "../counts.ts";
import type { CertainGuessCounts, GuessCounts } from "./bang-index.ts";
import { dontKnow, type Guess, guessIssues } from "./guess.ts";

/** The guesses of one role, counted. Rows and columns follow `arms`. */
export type GuessTable = {
  readonly role: string;
  readonly arms: readonly string[];
  /** How often those of an arm (row) were taken for those of an arm (column). */
  readonly counts: readonly (readonly number[])[];
  /** How often nobody could tell, by arm. */
  readonly dontKnow: readonly number[];
  /** The same with the degree of certainty, by arm; null where a guess that names an arm gives none. */
  readonly certain: readonly (CertainGuessCounts | null)[];
  /** Guesses that were not given, by arm and reason: part of no count above. */
  readonly missing: readonly (readonly MissingGuesses[])[];
};

export type MissingGuesses = { readonly reason: string; readonly count: number };

/** A table for every role, in the order in which the roles first appear. */
export function guessTables(
  guesses: readonly Guess[],
  arms: readonly string[],
): Result<readonly GuessTable[], InvalidInput> {
  const issues = guessIssues(guesses, arms);
  if (issues.length > 0) return failed(invalidInput(...issues));
  const roles = [...new Set(guesses.map(({ role }) => role))];
  return ok(
    roles.map((role) =>
      tableOf(
        role,
        guesses.filter((one) => one.role === role),
        arms,
      ),
    ),
  );
}

/** The right, the wrong and the undecided guesses about one arm: the row of the 2 × 3 format. */
export function guessCounts({ counts, dontKnow: undecided }: GuessTable, arm: number): GuessCounts {
  const row = counts[arm] ?? [];
  const correct = row[arm] ?? 0;
  return { correct, incorrect: sum(row) - correct, dontKnow: undecided[arm] ?? 0 };
}

type Given = Extract<Guess, { readonly guess: string }>;

function tableOf(role: string, guesses: readonly Guess[], arms: readonly string[]): GuessTable {
  const given = guesses.filter((one) => "guess" in one);
  const byArm = arms.map((arm) => given.filter((one) => one.arm === arm));
  return {
    role,
    arms,
    counts: byArm.map((row) => arms.map((arm) => row.filter(({ guess }) => guess === arm).length)),
    dontKnow: byArm.map((row) => row.filter(({ guess }) => guess === dontKnow).length),
    certain: byArm.map((row) => certainCounts(row)),
    missing: arms.map((arm) => missingOf(guesses.filter((one) => one.arm === arm))),
  };
}

function certainCounts(guesses: readonly Given[]): CertainGuessCounts | null {
  const named = guesses.filter(({ guess }) => guess !== dontKnow);
  if (named.some(({ certainty }) => certainty === undefined)) return null;
  const count = (certainty: string, right: boolean): number =>
    named.filter((one) => one.certainty === certainty && (one.guess === one.arm) === right).length;
  return {
    stronglyCorrect: count("strongly", true),
    somewhatCorrect: count("somewhat", true),
    dontKnow: guesses.length - named.length,
    somewhatIncorrect: count("somewhat", false),
    stronglyIncorrect: count("strongly", false),
  };
}

function missingOf(guesses: readonly Guess[]): readonly MissingGuesses[] {
  const reasons = guesses.flatMap((one) => ("missing" in one ? [one.missing] : []));
  return [...new Set(reasons)].map((reason) => ({
    reason,
    count: reasons.filter((other) => other === reason).length,
  }));
}
