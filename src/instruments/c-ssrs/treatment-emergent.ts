import { allOf, anyOf, failed, not, ok, type Refusal, type Result, refusal, type Truth } from "#kernel";
import type { Scored } from "../score.ts";
import { cSsrs } from "./c-ssrs.ts";

/** What came up under treatment that was not, or not as severe, before it. */
export type TreatmentEmergentSuicidality = {
  /** The highest ideation score during treatment is above the highest before it. */
  readonly ideation: Truth;
  /** Ideation of 4 or 5 during treatment, and of 3 or less before it. */
  readonly seriousIdeation: Truth;
  /** Ideation of 4 or 5 during treatment, and none at all before it. */
  readonly emergentSeriousIdeation: Truth;
  /** Any behavior during treatment, and none before it. */
  readonly behavior: Truth;
};

/**
 * Compares the assessments under treatment with those before it (screening, lead-in, baseline), as the Scoring
 * and Data Analysis Guide does. Whether "before" holds the lifetime or the recent history is the caller's choice
 * and belongs in the plan. Without an assessment on either side everything is unknown.
 */
export function treatmentEmergentSuicidality(
  before: readonly Scored[],
  during: readonly Scored[],
): Result<TreatmentEmergentSuicidality, Refusal> {
  const { id, version } = cSsrs.definition;
  const stranger = [...before, ...during].find(
    (scored) => scored.instrument !== id || scored.version !== version,
  );
  if (stranger) {
    const message = `Cannot compare with ${stranger.instrument} ${stranger.version}: only results of ${id} ${version} can be compared.`;
    return failed(refusal("instruments-differ", message, "C-SSRS Scoring and Data Analysis Guide"));
  }
  if (before.length === 0 || during.length === 0) return ok(nothingKnown);
  const reached = (results: readonly Scored[], level: number): Truth =>
    anyOf(results.map((one) => ideationAtLeast(one, level)));
  const levels = [1, 2, 3, 4, 5];
  return ok({
    ideation: anyOf(levels.map((level) => allOf([reached(during, level), not(reached(before, level))]))),
    seriousIdeation: allOf([reached(during, 4), not(reached(before, 4))]),
    emergentSeriousIdeation: allOf([reached(during, 4), not(reached(before, 1))]),
    behavior: allOf([anyOf(during.map(behaved)), not(anyOf(before.map(behaved)))]),
  });
}

const nothingKnown: TreatmentEmergentSuicidality = {
  ideation: "unknown",
  seriousIdeation: "unknown",
  emergentSeriousIdeation: "unknown",
  behavior: "unknown",
};

/** Where the score is open, "serious" and "any" may still be known. */
function ideationAtLeast({ scores }: Scored, level: number): Truth {
  const score = scores["ideationScore"];
  if (typeof score === "number") return score >= level;
  if (level === 1) return truthOf(scores["anyIdeation"]);
  if (level <= 4 && scores["seriousIdeation"] === true) return true;
  return level >= 4 && scores["seriousIdeation"] === false ? false : "unknown";
}

function behaved({ scores }: Scored): Truth {
  return truthOf(scores["anyBehavior"]);
}

function truthOf(value: unknown): Truth {
  return typeof value === "boolean" ? value : "unknown";
}
