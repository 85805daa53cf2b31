import { allOf, not, type Truth } from "#kernel";
import type { CompiledCriterion, CompiledDesign } from "../compile/compiled-design.ts";
import { evaluateCondition } from "../expression/evaluate.ts";
import type { EvaluationFailure, MissingReference } from "../expression/outcome.ts";
import type { EligibilityCriterion, EligibilityPoint } from "../model/eligibility.ts";
import type { RecordScope } from "../record/record-scope.ts";
import { type Evidence, evidenceFor } from "./evidence.ts";

/**
 * `satisfied` never stands in the participant's way: an inclusion criterion that is true, an exclusion criterion
 * that is false. `violated` always does. `unknown`: not enough is known to say.
 */
export type CriterionVerdict = "satisfied" | "violated" | "unknown";

export type CriterionAssessment = {
  readonly criterion: EligibilityCriterion;
  readonly verdict: CriterionVerdict;
  /** Whether what the criterion says is so; for an exclusion criterion, true means violated. */
  readonly statementTruth: Truth;
  /** The rule in plain English; absent where the criterion has none. */
  readonly rule?: string;
  readonly decidedBy: "rule" | "person" | "nobody";
  readonly evidence: readonly Evidence[];
  /** What would have to be known for a verdict; empty where there is one. */
  readonly missing: readonly MissingReference[];
  /** A rule that could not be applied: a fault of the design. */
  readonly failure?: EvaluationFailure;
};

export type EligibilityAssessment = {
  /** True only where every criterion is satisfied; false as soon as one is violated. */
  readonly eligible: Truth;
  readonly criteria: readonly CriterionAssessment[];
};

/** Judges a participant by every criterion that is checked at this point of the trial, with its evidence. */
export function assessEligibility(
  design: CompiledDesign,
  record: RecordScope,
  at: EligibilityPoint,
): EligibilityAssessment {
  const criteria = [...design.criteria.values()]
    .filter(({ criterion }) => criterion.checkedAt.includes(at))
    .map((compiled) => assess(design, compiled, record));
  return { eligible: allOf(criteria.map(({ verdict }) => truthOf(verdict))), criteria };
}

function assess(
  design: CompiledDesign,
  { criterion, rule, sentence }: CompiledCriterion,
  record: RecordScope,
): CriterionAssessment {
  if (!rule) {
    return {
      criterion,
      verdict: "unknown",
      statementTruth: "unknown",
      decidedBy: "nobody",
      evidence: [],
      missing: [],
    };
  }
  const { truth, evaluation } = evaluateCondition(rule, record);
  return {
    criterion,
    verdict: verdictOf(criterion.category === "inclusion" ? truth : not(truth)),
    statementTruth: truth,
    ...(sentence === undefined ? {} : { rule: sentence }),
    decidedBy: criterion.expression === undefined ? "person" : "rule",
    evidence: evidenceFor(design, rule, record),
    missing: evaluation.kind === "unknown" ? evaluation.missing : [],
    ...(evaluation.kind === "failed" ? { failure: evaluation } : {}),
  };
}

function verdictOf(passes: Truth): CriterionVerdict {
  if (passes === "unknown") return "unknown";
  return passes ? "satisfied" : "violated";
}

function truthOf(verdict: CriterionVerdict): Truth {
  return verdict === "unknown" ? "unknown" : verdict === "satisfied";
}
