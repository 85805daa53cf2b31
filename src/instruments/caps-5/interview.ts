import { allOf, type InputIssue, type Truth } from "#kernel";
import { type Answers, codeAnswer, numberAnswer } from "../answers.ts";
import { permittedSeverities, type SeverityBounds, type SymptomRating, severityBounds } from "./severity.ts";
import { dissociationItems, needsTraumaRelatedness, symptomItems } from "./symptoms.ts";

/** One rated symptom as far as it is known. */
export type RatedSymptom = {
  readonly bounds: SeverityBounds;
  /** Undefined where it cannot be told. */
  readonly severity: number | undefined;
  /** Definite or probable; true for the items that are linked to the event by their wording. */
  readonly traumaRelated: Truth;
  /**
   * Severity ≥ 2 and, for items 9 and 11–20, trauma-related; unknown only where what is not rated could decide.
   */
  readonly present: Truth;
};

/** Items 1–20, 29 and 30 of an interview. */
export type Interview = ReadonlyMap<number, RatedSymptom>;

export function readInterview(answers: Answers): Interview {
  return new Map([...symptomItems, ...dissociationItems].map((item) => [item, ratedSymptom(answers, item)]));
}

export function symptomOf(interview: Interview, item: number): RatedSymptom {
  const symptom = interview.get(item);
  if (!symptom) throw new Error(`CAPS-5 has no symptom item ${item}.`);
  return symptom;
}

export function presences(interview: Interview, items: readonly number[]): readonly Truth[] {
  return items.map((item) => symptomOf(interview, item).present);
}

/** A severity that frequency and intensity do not permit: a slip of the pen in one of the three. */
export function caps5Contradictions(answers: Answers): readonly InputIssue[] {
  return [...symptomItems, ...dissociationItems].flatMap((item) =>
    contradiction(item, ratingOf(answers, item)),
  );
}

function ratedSymptom(answers: Answers, item: number): RatedSymptom {
  const bounds = severityBounds(ratingOf(answers, item));
  const traumaRelated = isTraumaRelated(answers, item);
  return {
    bounds,
    severity: bounds.least === bounds.most ? bounds.least : undefined,
    traumaRelated,
    present: allOf([atThreshold(bounds), traumaRelated]),
  };
}

function ratingOf(answers: Answers, item: number): SymptomRating {
  return {
    severity: numberAnswer(answers, `item${item}Severity`),
    frequency: numberAnswer(answers, `item${item}Frequency`),
    intensity: numberAnswer(answers, `item${item}Intensity`),
  };
}

function isTraumaRelated(answers: Answers, item: number): Truth {
  if (!needsTraumaRelatedness(item)) return true;
  const rated = codeAnswer(answers, `item${item}TraumaRelatedness`);
  return rated === undefined ? "unknown" : rated !== "unlikely";
}

function atThreshold({ least, most }: SeverityBounds): Truth {
  if (least >= 2) return true;
  return most < 2 ? false : "unknown";
}

function contradiction(item: number, rating: SymptomRating): readonly InputIssue[] {
  const { severity, frequency, intensity } = rating;
  if (severity === undefined || isPermitted(severity, rating)) return [];
  const given = `frequency ${frequency ?? "not rated"} and intensity ${intensity ?? "not rated"}`;
  return [{ path: `item${item}Severity`, message: `${given} do not give a severity of ${severity}` }];
}

function isPermitted(severity: number, { frequency, intensity }: SymptomRating): boolean {
  if (frequency !== undefined && intensity !== undefined) {
    return permittedSeverities(frequency, intensity).includes(severity);
  }
  const { least, most } = severityBounds({ severity: undefined, frequency, intensity });
  return severity >= least && severity <= most;
}
