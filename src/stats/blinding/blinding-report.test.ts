import { expect, test } from "vitest";
import { type BlindingReport, blindingReport } from "./blinding-report.ts";
import type { Guess } from "./guess.ts";

function found(result: ReturnType<typeof blindingReport>): BlindingReport {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function times(count: number, guess: Guess): readonly Guess[] {
  return Array.from({ length: count }, () => guess);
}

function participants(arm: string, answers: Readonly<Record<string, number>>): readonly Guess[] {
  return Object.entries(answers).flatMap(([guess, count]) =>
    times(count, { role: "participant", arm, guess }),
  );
}

const asked = [
  ...participants("mdma", { mdma: 49, placebo: 1, "dont-know": 2 }),
  ...participants("placebo", { placebo: 33, mdma: 9, "dont-know": 2 }),
];

test("each role stands for itself, and missing guesses with their reasons in no index", () => {
  const without = found(blindingReport(asked, ["mdma", "placebo"]));
  const more = found(
    blindingReport(
      [
        ...asked,
        { role: "participant", arm: "mdma", missing: "withdrew before dosing" },
        { role: "therapist", arm: "mdma", guess: "mdma", certainty: "strongly" },
        { role: "therapist", arm: "placebo", guess: "mdma", certainty: "somewhat" },
      ],
      ["mdma", "placebo"],
    ),
  );
  expect(more.roles.map(({ role }) => role)).toEqual(["participant", "therapist"]);
  expect(more.roles[0]?.james).toEqual(without.roles[0]?.james);
  expect(more.roles[0]?.arms[0]).toMatchObject({
    n: 52,
    missing: 1,
    missingByReason: [{ reason: "withdrew before dosing", count: 1 }],
    bang: without.roles[0]?.arms[0]?.bang,
  });
  expect(more.roles[1]?.arms.map(({ bangWithCertainty }) => bangWithCertainty?.estimate)).toEqual([1, -0.5]);
});

test("an arm that nobody guessed about has its row, without an index", () => {
  const { roles } = found(blindingReport(participants("mdma", { mdma: 3, placebo: 1 }), ["mdma", "placebo"]));
  expect(roles[0]?.arms[1]).toMatchObject({
    arm: "placebo",
    n: 0,
    bang: { estimate: null, warnings: [{ code: "no-observations" }] },
  });
});

test("with three arms the index says what guesses at random would give", () => {
  const guesses = participants("low", { low: 4, high: 4, placebo: 4, "dont-know": 12 });
  const { roles } = found(blindingReport(guesses, ["low", "high", "placebo"]));
  const low = roles[0]?.arms[0];
  expect(low?.bang.estimate).toBeCloseTo(-1 / 6, 15);
  expect(low?.bangAtRandom).toBeCloseTo(-1 / 6, 15);
  expect(low?.bang.warnings).toMatchObject([{ code: "chance-not-zero" }]);
});

test("the level goes to every interval", () => {
  const report = found(blindingReport(asked, ["mdma", "placebo"], { level: 0.9 }));
  const all = report.roles.flatMap(({ james, arms }) => [
    james,
    ...arms.flatMap(({ bang, correctShare }) => [bang, correctShare]),
  ]);
  expect(report.level).toBe(0.9);
  expect(new Set(all.map(({ interval }) => interval?.level))).toEqual(new Set([0.9]));
});

test("a level or an arm that cannot be is invalid input, also where nobody guessed", () => {
  expect(blindingReport([], ["mdma", "placebo"], { level: 2 })).toMatchObject({
    error: { issues: [{ path: "level" }] },
  });
  expect(blindingReport(asked, ["mdma", "sham"]).ok).toBe(false);
  expect(blindingReport(asked, ["mdma", "placebo"], { weights: [[0]] })).toMatchObject({
    error: { issues: [{ path: "weights" }] },
  });
});
