import type { Form } from "#design";
import { type Refusal, refusal } from "#kernel";
import type { Context } from "../context.ts";
import { repeatOf } from "../form/form-key.ts";
import { fillingsWanted, guesserOf } from "./guess-places.ts";
import { type MaybeUnblinded, unblindedAt } from "./unblinded-at.ts";

const cites = "FDA complete response letter, NDA 215455, p. 4; protocol, guesses of the arm";

type GuessForm = Pick<Form, "armGuess" | "label">;

/** Each therapist of the pair answers alone, so that neither guess leans on the other. */
export function refuseAnothersGuess(
  form: GuessForm,
  formKey: string,
  { role }: Pick<Context, "role">,
): Refusal | undefined {
  if (form.armGuess?.respondent !== "therapist") return undefined;
  const own = guesserOf(form, repeatOf(formKey));
  if (own === role) return undefined;
  const mine = fillingsWanted(form).find((filling) => guesserOf(form, filling) === role);
  const remedy = mine === undefined ? "" : ` Yours is number ${mine}.`;
  const message = own
    ? `This is the ${own.replaceAll("-", " ")}'s guess, which nobody else gives or changes.${remedy}`
    : `${form.label} is answered once by each therapist of the pair.${remedy}`;
  return refusal("guess-of-another", message, cites, { because: "forbidden", path: "data.formKey" });
}

/** Nobody guesses what has become known: what was not given by then is read as lost to unblinding. */
export function refuseLateGuess(state: MaybeUnblinded, form: GuessForm): Refusal | undefined {
  if (!form.armGuess || unblindedAt(state) === undefined) return undefined;
  const message = `Cannot take ${form.label}: this participant's arm has become known, and a guess counts only before that. It is recorded as lost to unblinding.`;
  return refusal("guess-after-unblinding", message, cites, { because: "conflict", path: "data.formKey" });
}

/** A guess that was given stands once the arm has become known. */
export function refuseChangedGuess(state: MaybeUnblinded, form: GuessForm): Refusal | undefined {
  if (!form.armGuess || unblindedAt(state) === undefined) return undefined;
  const message = `Cannot change ${form.label}: this participant's arm has become known, and the guess stands as it was given before.`;
  return refusal("guess-locked", message, cites, { because: "conflict", path: "data.formKey" });
}

/**
 * A rater's guess stands as it was handed in, always: a refusal that came only after an unblinding would tell the rater of it. For the same
 * reason a late guess is taken from a rater, and read as lost.
 */
export function refuseCorrectedGuess(form: GuessForm): Refusal | undefined {
  if (!form.armGuess) return undefined;
  const message = `${form.label} stands as it was handed in: a guess is not corrected.`;
  return refusal("guess-final", message, cites, { because: "conflict" });
}
