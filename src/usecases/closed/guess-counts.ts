import type { CompiledDesign } from "#design";
import { type ArmGuessRead, formIdOf, type GuessMissing } from "#trial";
import type { Asking } from "../query/asking.ts";
import { scopeFor } from "../query/asking.ts";
import type { QueryPorts } from "../query/ports.ts";
import { inOrder, occasionName, readGuesses } from "./blinding-tables.ts";
import { studyData } from "./study-data.ts";

/** Below so many guesses a distribution could tell of single people, and is not shown. */
const smallestGroup = 10;

/** What of the guesses somebody who is blinded may know: how many there are, never what they say. */
export type GuessCount = {
  readonly role: string;
  readonly occasion: string;
  readonly given: number;
  readonly outstanding: number;
  readonly missing: readonly { readonly reason: GuessMissing; readonly count: number }[];
  /** How sure those were who guessed, over all arms; null where there are too few. */
  readonly certainty: readonly { readonly label: string; readonly count: number }[] | null;
};

export type GuessCounts = { readonly smallestGroup: number; readonly counts: readonly GuessCount[] };

/**
 * Guesses given and missing, pooled over all arms. Which arm was guessed is told to nobody who is blinded, not even pooled: where nearly
 * all guess right, a change of the pooled share from one look to the next tells the arm of whoever guessed in between.
 */
export async function countGuesses(ports: QueryPorts, asking: Asking): Promise<GuessCounts> {
  const data = await studyData(ports, scopeFor(asking, "see-guess-counts"));
  if (!data) return { smallestGroup, counts: [] };
  const read = data.participants
    .filter(({ state }) => state.enrollment.randomized)
    .flatMap((participant) => readGuesses(participant, data.designs));
  const occasions = inOrder(data.design, [...new Set(read.map(({ occasion }) => occasion))]);
  const roles = [...new Set(read.map(({ guesser }) => guesser))];
  const counts = occasions.flatMap((occasion) =>
    roles.flatMap((role): readonly GuessCount[] => {
      const own = read.filter((one) => one.guesser === role && one.occasion === occasion);
      if (own.length === 0) return [];
      return [countOf(role, occasion, own, data.design)];
    }),
  );
  return { smallestGroup, counts };
}

function countOf(
  role: string,
  occasion: string,
  guesses: readonly ArmGuessRead[],
  design: CompiledDesign,
): GuessCount {
  const given = guesses.flatMap((one) => (one.standing === "given" ? [one] : []));
  const reasons = guesses.flatMap((one) => (one.standing === "missing" ? [one.reason] : []));
  const sure = given.flatMap((guess) => certaintyLabel(guess, design) ?? []);
  return {
    role,
    occasion: occasionName(design, occasion),
    given: given.length,
    outstanding: guesses.length - given.length - reasons.length,
    missing: countEach(reasons).map(([reason, count]) => ({ reason, count })),
    certainty:
      sure.length < smallestGroup ? null : countEach(sure).map(([label, count]) => ({ label, count })),
  };
}

/** The answer in the words of its form. */
function certaintyLabel(
  { formKey, certaintyCode }: Extract<ArmGuessRead, { readonly standing: "given" }>,
  { forms }: CompiledDesign,
): string | null {
  const { form, items } = forms.get(formIdOf(formKey)) ?? {};
  const codes = items?.get(form?.armGuess?.certainty?.itemId ?? "")?.codes;
  return certaintyCode && (codes?.get(certaintyCode) ?? certaintyCode);
}

function countEach<Code extends string>(codes: readonly Code[]): readonly (readonly [Code, number])[] {
  return [...new Set(codes)].sort().map((code) => [code, codes.filter((one) => one === code).length]);
}
