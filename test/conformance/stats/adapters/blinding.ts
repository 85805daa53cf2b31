import { bangIndex, bangIndexWithCertainty, type Estimate, jamesIndex } from "#stats";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { numbersOf, textOf, value } from "./design-spec.ts";
import { levelOf, limitsOf, textOption } from "./responder-spec.ts";

/** How often each answer was given in an arm, by the rows that `table_rows` names. */
type Guesses = { readonly active: readonly number[]; readonly placebo: readonly number[] };

function guessesOf({ spec }: GoldenCase): Guesses {
  return { active: numbersOf(spec, "active") ?? [], placebo: numbersOf(spec, "placebo") ?? [] };
}

/** Of three rows: guess active, guess placebo, don't know; of five: strongly and somewhat active, somewhat and strongly placebo, don't know. */
function bang(counts: readonly number[], arm: "active" | "placebo", level: number): Estimate {
  const dontKnow = counts.at(-1) ?? 0;
  const named = counts.slice(0, -1);
  const [a = 0, b = 0, c = 0, d = 0] = arm === "active" ? named : named.toReversed();
  if (counts.length === 3) return value(bangIndex({ correct: a, incorrect: b, dontKnow }, { level }));
  const certain = {
    stronglyCorrect: a,
    somewhatCorrect: b,
    dontKnow,
    somewhatIncorrect: c,
    stronglyIncorrect: d,
  };
  return value(bangIndexWithCertainty(certain, { level }));
}

function perArm(golden: GoldenCase): Answer {
  const guesses = guessesOf(golden);
  const figures = (arm: "active" | "placebo") => {
    const found = bang(guesses[arm], arm, levelOf(golden));
    return { bi: found.estimate, se: found.standardError, ci: limitsOf(found) };
  };
  return { figures: { active: figures("active"), placebo: figures("placebo") } };
}

function jamesAndBang(golden: GoldenCase): Answer {
  const { active, placebo } = guessesOf(golden);
  const level = levelOf(golden);
  const sides = {
    james: textOption(golden, "alternative.J", "alternative_J") ?? "two.sided",
    bang: textOption(golden, "alternative.B", "alternative_B") ?? "two.sided",
  };
  const bangFigures = (counts: readonly number[], arm: "active" | "placebo") =>
    namedIn(counts) === 0
      ? divisionByNone
      : figures(bang(counts, arm, twoSided(level, sides.bang)), sides.bang, [-1, 1]);
  return {
    figures: {
      james:
        namedIn(active) + namedIn(placebo) === 0
          ? [null, null, null, null]
          : figures(james({ active, placebo }, golden, twoSided(level, sides.james)), sides.james, [0, 1]),
      bang_active: bangFigures(active, "active"),
      bang_placebo: bangFigures(placebo, "placebo"),
    },
  };
}

/** BI divides by the number of those who name an arm; ours is then 0 (Bang) and 1 (James), as their authors define it. */
const divisionByNone = [null, 0, null, null];

function namedIn(counts: readonly number[]): number {
  return counts.slice(0, -1).reduce((sum, count) => sum + count, 0);
}

function twoSided(level: number, alternative: string): number {
  return alternative === "two.sided" ? level : 2 * level - 1;
}

function figures(
  found: Estimate,
  alternative: string,
  [least, most]: readonly [number, number],
): readonly (number | null)[] {
  const [lower = null, upper = null] = limitsOf(found);
  const limits = [alternative === "less" ? least : lower, alternative === "greater" ? most : upper];
  return [found.estimate, found.standardError, ...limits];
}

function james({ active, placebo }: Guesses, golden: GoldenCase, level: number): Estimate {
  const counts = [active.slice(0, -1), placebo.slice(0, -1)];
  const weights = weightsOf(golden, counts[0]?.length ?? 2);
  const guesses = { counts, dontKnow: [active.at(-1) ?? 0, placebo.at(-1) ?? 0] };
  return value(jamesIndex(guesses, { level, ...(weights ? { weights } : {}) }));
}

/** Weights in BI's shape, a row for each answer, as ours has them: a row for each arm, without that of don't know. */
function weightsOf({ spec }: GoldenCase, answers: number): readonly (readonly number[])[] | undefined {
  const told = spec["weights"];
  if (!Array.isArray(told)) return undefined;
  const rows = told.slice(0, answers) as readonly (readonly number[])[];
  return [0, 1].map((arm) => rows.map((row) => row[arm] ?? 0));
}

export const adapters: readonly Adapter[] = [
  {
    name: "Bang's index per arm",
    takes: ({ spec }) => /^Bang blinding/.test(textOf(spec, "fn") ?? ""),
    answer: perArm,
  },
  {
    name: "James's and Bang's indices",
    takes: ({ spec }) => /^James and Bang/.test(textOf(spec, "fn") ?? ""),
    answer: jamesAndBang,
  },
];
