import { z } from "zod";
import { designId } from "./primitives.ts";

const code = z.string().min(1).max(60);

/**
 * That a form asks somebody to guess the arm, and how its answers are read: whose guess it is, which code names which arm, which says that
 * one cannot tell. The guess is locked before anybody is unblinded (FDA complete response letter, NDA 215455, p. 4).
 */
export const armGuess = z.strictObject({
  /** Both therapists of a pair answer, each on a form of their own: the first is the lead therapist's, the second the co-therapist's. */
  respondent: z.enum(["participant", "therapist", "rater"]),
  guessItemId: designId,
  arms: z.array(z.strictObject({ code, armId: designId })).min(1),
  dontKnow: z.array(code).min(1),
  /** How sure somebody is: the codes that count as strongly (Bang, Ni and Davis 2004); every other counts as somewhat. */
  certainty: z.strictObject({ itemId: designId, strongly: z.array(code).min(1) }).optional(),
  reasonsItemId: designId.optional(),
});
export type ArmGuess = z.infer<typeof armGuess>;
export type Respondent = ArmGuess["respondent"];
