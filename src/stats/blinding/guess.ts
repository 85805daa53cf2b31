import type { InputIssue } from "#kernel";

/** What somebody answers who names no arm. */
export const dontKnow = "dont-know";

/** How sure somebody was who named an arm: Bang, Ni and Davis 2004 tell two degrees apart. */
export type Certainty = "strongly" | "somewhat";

/**
 * One guess, or that there is none. `arm` is what the guess is about: the arm that the participant was allocated to.
 * `role` is who guessed: participant, therapist, rater.
 */
export type Guess = { readonly role: string; readonly arm: string } & (
  | {
      /** The id of an arm, or `dont-know`. */
      readonly guess: string;
      readonly certainty?: Certainty;
    }
  | {
      /** Why there is no guess. */
      readonly missing: string;
    }
);

/** What keeps guesses from being counted: an arm that the study does not have, or no choice between arms. */
export function guessIssues(guesses: readonly Guess[], arms: readonly string[]): readonly InputIssue[] {
  const named = arms.join(", ");
  const unknown = (path: string, arm: string): InputIssue => ({
    path,
    message: `expected one of ${named}, got "${arm}"`,
  });
  return [
    ...armIssues(arms),
    ...guesses.flatMap((one, index) => [
      ...(arms.includes(one.arm) ? [] : [unknown(`guesses.${index}.arm`, one.arm)]),
      ...("missing" in one || one.guess === dontKnow || arms.includes(one.guess)
        ? []
        : [unknown(`guesses.${index}.guess`, one.guess)]),
    ]),
  ];
}

function armIssues(arms: readonly string[]): readonly InputIssue[] {
  if (arms.length < 2) return [{ path: "arms", message: `expected at least two arms, got ${arms.length}` }];
  if (new Set(arms).size < arms.length) return [{ path: "arms", message: "expected every arm once" }];
  if (arms.includes(dontKnow))
    return [{ path: "arms", message: `"${dontKnow}" is an answer and cannot be the id of an arm` }];
  return [];
}
