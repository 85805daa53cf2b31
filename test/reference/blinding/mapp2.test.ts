import { expect, test } from "vitest";
import { blindingReport, dontKnow, type Guess } from "#stats";
import { found } from "../compare.ts";

/** The blinding survey of MAPP2, the second phase 3 trial of MDMA-assisted therapy (published counts). */
const survey = [
  { arm: "mdma", guess: "mdma", count: 49 },
  { arm: "mdma", guess: "placebo", count: 1 },
  { arm: "mdma", guess: dontKnow, count: 2 },
  { arm: "placebo", guess: "placebo", count: 33 },
  { arm: "placebo", guess: "mdma", count: 9 },
  { arm: "placebo", guess: dontKnow, count: 2 },
];

test("the guesses of MAPP2 give about 0.92 with MDMA and 0.55 with placebo, and 94.2 % and 75.0 % guessed right", () => {
  const guesses = survey.flatMap(({ arm, guess, count }) =>
    Array.from({ length: count }, (): Guess => ({ role: "participant", arm, guess })),
  );
  const { roles } = found(blindingReport(guesses, ["mdma", "placebo"]));
  const [mdma, placebo] = roles[0]?.arms ?? [];
  expect(mdma).toMatchObject({ n: 52, correct: 49, incorrect: 1, dontKnow: 2 });
  expect(placebo).toMatchObject({ n: 44, correct: 33, incorrect: 9, dontKnow: 2 });
  expect(mdma?.bang.estimate).toBeCloseTo(48 / 52, 15);
  expect(placebo?.bang.estimate).toBeCloseTo(24 / 44, 15);
  const rounded = [mdma, placebo].map((arm) => [
    arm?.bang.estimate?.toFixed(2),
    arm?.correctShare.estimate?.toFixed(3),
  ]);
  expect(rounded).toEqual([
    ["0.92", "0.942"],
    ["0.55", "0.750"],
  ]);
});
