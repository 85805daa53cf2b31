import { allOf, anyOf, type Truth } from "#kernel";
import { type Answers, codeAnswer, codeSetAnswer, truthAnswer } from "../answers.ts";

/**
 * Whether the worst event, as described, satisfies DSM-5 Criterion A: exposure in one of four ways to actual or
 * threatened death, serious injury or sexual violence. Of what was only learned about, a death must have been
 * violent or accidental (A3). Other ways of exposure leave it unknown, for the clinician.
 */
export function criterionA(answers: Answers): Truth {
  return allOf([exposure(answers), threat(answers)]);
}

function exposure(answers: Answers): Truth {
  const ways = codeSetAnswer(answers, "experienced");
  if (ways.length === 0) return "unknown";
  return anyOf(ways.map((way) => exposureBy(way, answers)));
}

function exposureBy(way: string, answers: Answers): Truth {
  if (way === "other") return "unknown";
  if (way !== "learned") return true;
  const cause = codeAnswer(answers, "deathCause");
  return cause === undefined ? "unknown" : cause !== "natural";
}

function threat(answers: Answers): Truth {
  return anyOf([
    saidYes(answers, "lifeInDanger"),
    saidYes(answers, "seriousInjuryOrDeath"),
    truthAnswer(answers, "sexualViolence"),
  ]);
}

/** Any answer but "no" is a yes, also beside a "no". */
function saidYes(answers: Answers, itemId: string): Truth {
  const codes = codeSetAnswer(answers, itemId);
  return codes.length === 0 ? "unknown" : codes.some((code) => code !== "no");
}
