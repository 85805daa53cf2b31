import type { Form, Role } from "#design";

/** Which filling of a guess form is whose, where a pair of therapists answers it. */
const therapistOf: Readonly<Record<number, Role>> = { 1: "lead-therapist", 2: "co-therapist" };

export function isTherapist(role: Role): boolean {
  return Object.values(therapistOf).includes(role);
}

/** How many fillings a visit wants of a form: a guess of the arm, one from each therapist of the pair. */
export function fillingsWanted({ armGuess }: Pick<Form, "armGuess">): readonly number[] {
  return armGuess?.respondent === "therapist" ? Object.keys(therapistOf).map(Number) : [1];
}

/** The only role that may answer this filling; undefined where the form asks for no therapist's guess. */
export function guesserOf({ armGuess }: Pick<Form, "armGuess">, filling: number): Role | undefined {
  return armGuess?.respondent === "therapist" ? therapistOf[filling] : undefined;
}
