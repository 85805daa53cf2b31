import { type Answers, unanswered } from "../answers.ts";
import type { Computation } from "../computation.ts";
import { diagnosticScores } from "./diagnosis.ts";
import { type Interview, readInterview, symptomOf } from "./interview.ts";
import type { Caps5Version } from "./items.ts";
import { mayCount, severityScores } from "./severity-scores.ts";
import { dissociationItems, symptomItems } from "./symptoms.ts";

/** Scores an interview; the past-week version gets severities and counts only. */
export function computeCaps5(version: Caps5Version): (answers: Answers) => Computation {
  return (answers) => {
    const interview = readInterview(answers);
    const severity = severityScores(interview);
    const isPastWeek = version === "past-week";
    return {
      scores: isPastWeek ? severity : { ...severity, ...diagnosticScores(answers, interview) },
      missing: missingItems(answers, interview, version),
      prorated: false,
      rules: [...severityRules, ...(isPastWeek ? [pastWeekRule] : diagnosticRules)],
      notes: [],
    };
  };
}

export const pastWeekRule =
  "Diagnosis: none. The past-week version measures severity; duration and diagnosis need the past-month version.";

const severityRules = [
  "Severity, where frequency and intensity are rated: equal, that value; otherwise the lower; intensity two or more above frequency, frequency + 1.",
  "Symptom present: severity 2 or more and, for items 9 and 11–20, trauma-relatedness definite or probable.",
  "Total: sum of the severities of items 1–20, whatever their trauma-relatedness; items 29 and 30 are not in it.",
];

const diagnosticRules = [
  "Diagnosis (DSM-5): A; at least 1 B, 1 C, 2 D and 2 E symptoms; F: item 22 at least one month; G: one of items 23–25 at 2 or more. Unknown only where a missing answer could change it.",
];

/** Trauma-relatedness is asked only of symptoms that are not absent. */
function missingItems(answers: Answers, interview: Interview, version: Caps5Version): readonly string[] {
  const isPastWeek = version === "past-week";
  return [
    ...unanswered(answers, isPastWeek ? [] : ["criterionA"]),
    ...symptomItems.flatMap((item) => missingOfSymptom(interview, item)),
    ...unanswered(answers, isPastWeek ? [] : ["item21", "item22"]),
    ...unanswered(answers, ["item23", "item24", "item25"]),
    ...dissociationItems.flatMap((item) => missingOfSymptom(interview, item)),
  ];
}

function missingOfSymptom(interview: Interview, item: number): readonly string[] {
  const { severity, traumaRelated } = symptomOf(interview, item);
  const isOpen = traumaRelated === "unknown" && mayCount(interview, item);
  return [
    ...(severity === undefined ? [`item${item}Severity`] : []),
    ...(isOpen ? [`item${item}TraumaRelatedness`] : []),
  ];
}
