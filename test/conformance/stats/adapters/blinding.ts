import { bangIndex, bangIndexWithCertainty, type Estimate, jamesIndex } from "#stats";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { numbersOf, textOf, value } from "./design-spec.ts";
import { levelOf, limitsOf } from "./responder-spec.ts";

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
  const guesses = guessesOf(golden);
  const level = levelOf(golden);
  const figures = (found: Estimate) => [found.estimate, found.standardError, ...limitsOf(found)];
  return {
    figures: {
      james: figures(james(guesses, golden)),
      bang_active: figures(bang(guesses.active, "active", level)),
      bang_placebo: figures(bang(guesses.placebo, "placebo", level)),
    },
  };
}

function james({ active, placebo }: Guesses, golden: GoldenCase): Estimate {
  const counts = [active.slice(0, -1), placebo.slice(0, -1)];
  const weights = weightsOf(golden, counts[0]?.length ?? 2);
  const guesses = { counts, dontKnow: [active.at(-1) ?? 0, placebo.at(-1) ?? 0] };
  return value(jamesIndex(guesses, { level: levelOf(golden), ...(weights ? { weights } : {}) }));
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
