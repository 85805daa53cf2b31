import fc from "fast-check";
import { expect, test } from "vitest";
import type { Certainty, Guess } from "./guess.ts";
import { type GuessTable, guessCounts, guessTables } from "./guess-table.ts";

function found(result: ReturnType<typeof guessTables>): readonly GuessTable[] {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const arms = ["mdma", "low-dose", "placebo"];

test("guesses are counted by role, by the arm they are about and by the arm they name", () => {
  const tables = found(
    guessTables(
      [
        { role: "participant", arm: "mdma", guess: "mdma" },
        { role: "therapist", arm: "mdma", guess: "low-dose" },
        { role: "participant", arm: "placebo", guess: "mdma" },
        { role: "participant", arm: "placebo", guess: "dont-know" },
        { role: "participant", arm: "placebo", missing: "withdrew" },
        { role: "participant", arm: "placebo", missing: "lost to unblinding" },
        { role: "participant", arm: "placebo", missing: "withdrew" },
      ],
      arms,
    ),
  );
  expect(tables.map(({ role }) => role)).toEqual(["participant", "therapist"]);
  expect(tables[0]).toMatchObject({
    counts: [
      [1, 0, 0],
      [0, 0, 0],
      [1, 0, 0],
    ],
    dontKnow: [0, 0, 1],
    missing: [
      [],
      [],
      [
        { reason: "withdrew", count: 2 },
        { reason: "lost to unblinding", count: 1 },
      ],
    ],
  });
});

test("with more than two arms every other arm is a wrong one", () => {
  const [table] = found(
    guessTables(
      ["mdma", "low-dose", "placebo", "dont-know"].map((guess) => ({
        role: "rater",
        arm: "low-dose",
        guess,
      })),
      arms,
    ),
  );
  expect(table && guessCounts(table, 1)).toEqual({ correct: 1, incorrect: 2, dontKnow: 1 });
});

test("certainty is counted where everybody who names an arm gives it, and is null in an arm where one does not", () => {
  const sure = (arm: string, guess: string, certainty: Certainty): Guess => ({
    role: "rater",
    arm,
    guess,
    certainty,
  });
  const [table] = found(
    guessTables(
      [
        sure("mdma", "mdma", "strongly"),
        sure("mdma", "mdma", "somewhat"),
        sure("mdma", "placebo", "somewhat"),
        { role: "rater", arm: "mdma", guess: "dont-know" },
        sure("placebo", "placebo", "strongly"),
        { role: "rater", arm: "placebo", guess: "mdma" },
      ],
      ["mdma", "placebo"],
    ),
  );
  expect(table?.certain).toEqual([
    { stronglyCorrect: 1, somewhatCorrect: 1, dontKnow: 1, somewhatIncorrect: 1, stronglyIncorrect: 0 },
    null,
  ]);
});

const anyGuess: fc.Arbitrary<Guess> = fc.oneof(
  fc.record({
    role: fc.constantFrom("participant", "therapist", "rater"),
    arm: fc.constantFrom(...arms),
    guess: fc.constantFrom(...arms, "dont-know"),
  }),
  fc.record({
    role: fc.constantFrom("participant", "therapist", "rater"),
    arm: fc.constantFrom(...arms),
    missing: fc.constantFrom("withdrew", "refused"),
  }),
);

test("every guess is counted once, given or missing", () => {
  fc.assert(
    fc.property(fc.array(anyGuess), (guesses) => {
      const tables = found(guessTables(guesses, arms));
      const counted = tables.flatMap(({ counts, dontKnow, missing }) => [
        ...counts.flat(),
        ...dontKnow,
        ...missing.flat().map(({ count }) => count),
      ]);
      expect(counted.reduce((total, count) => total + count, 0)).toBe(guesses.length);
    }),
  );
});

test("an arm that the study does not have is invalid input, by its path", () => {
  const wrong = guessTables(
    [
      { role: "rater", arm: "mdma", guess: "MDMA" },
      { role: "rater", arm: "drug", missing: "withdrew" },
    ],
    arms,
  );
  expect(wrong).toMatchObject({
    error: {
      issues: [
        { path: "guesses.0.guess", message: 'expected one of mdma, low-dose, placebo, got "MDMA"' },
        { path: "guesses.1.arm" },
      ],
    },
  });
});

test("fewer than two arms, an arm twice and an arm named as the answer are invalid input", () => {
  for (const unfit of [["mdma"], ["mdma", "mdma"], ["mdma", "dont-know"]]) {
    expect(guessTables([], unfit)).toMatchObject({ error: { issues: [{ path: "arms" }] } });
  }
});
